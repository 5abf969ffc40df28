import { infoOf } from '@shared/access/catalogue';
import { RESOURCE_NAMES } from '@shared/access/matrix';
import type { Permission } from '@shared/access/resources';
import type { CoreClient } from '@shared/contracts/core';
import type { ReviewLine, ReviewView } from '@shared/contracts/reviews';
import type { FileChunks } from '@shared/contracts/sheet';
import { packRows } from '@shared/kernel/columns';
import { ok, type Result } from '@shared/kernel/result';
import { REVIEW_TEXTS } from './export-review-texts';
import type { SheetTable } from './table';
import { writeXlsx } from './xlsx-writer';

/** Shanghai, where business days are counted. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Asks the core for a review (permission, record) and writes one row per line of it. */
export async function exportReview(core: CoreClient, id: string, locale: 'zh' | 'en'): Promise<Result<FileChunks>> {
  const taken = await core.execute('review.export', { id });
  return taken.ok ? ok(await writeXlsx(toTable(taken.value, locale))) : taken;
}

function toTable(review: ReviewView, locale: 'zh' | 'en'): SheetTable {
  const { sheet, headers } = REVIEW_TEXTS[locale];
  const names = headers.map((_, i) => String(i));
  const rows = review.items.map((line) => toCells(review, line, locale));
  const batch = packRows(
    names,
    rows.map((cells) => Object.fromEntries(cells.map((text, i) => [String(i), text]))),
  );
  const columns = headers.map((header, i) => ({ header, kind: 'text' as const, values: batch.columns[String(i)]! }));
  return { name: sheet, rows: rows.length, columns };
}

function toCells(review: ReviewView, line: ReviewLine, locale: 'zh' | 'en'): string[] {
  const texts = REVIEW_TEXTS[locale];
  const list = (permissions: readonly Permission[]): string =>
    permissions.map((one) => infoOf(one)[locale]).join(locale === 'zh' ? '、' : ', ');
  const isSuper = line.resource === 'super';
  const gone = line.decision === 'revoke' ? line.permissions : line.remove;
  return [
    review.no,
    review.title,
    review.reviewerName,
    review.dueDate,
    texts.state[review.state],
    timeText(review.signedAt),
    line.adminName,
    line.resource === 'super' ? texts.super : RESOURCE_NAMES[line.resource][locale],
    isSuper ? texts.everything : list(line.permissions),
    texts.risk[line.risk],
    timeText(line.lastUsedAt ?? 0),
    line.decision ? texts.decision[line.decision] : '',
    isSuper && gone.length > 0 ? texts.everything : list(gone),
    line.comment,
    line.appliedBy,
    timeText(line.appliedAt),
    review.hash,
  ];
}

/** `2026-01-05 09:30`; '' for never. */
function timeText(at: number): string {
  return at === 0 ? '' : new Date(at + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
}
