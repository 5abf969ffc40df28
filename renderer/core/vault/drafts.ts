/** A form left halfway is kept a week, sealed: it may hold an ID number. */
export const DRAFT_LIFE_MS = 7 * 24 * 3_600_000;
export const MAX_DRAFT_LENGTH = 256 * 1024;
export const MAX_DRAFTS = 50;

export function draftId(adminId: string, key: string): string {
  return `${adminId}|${key}`;
}

export function draftAad(adminId: string, key: string): string {
  return `drafts|${draftId(adminId, key)}|json`;
}
