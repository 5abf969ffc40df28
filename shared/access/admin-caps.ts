import type { AdminCaps, CompanySize } from '../contracts/people';

/** How many administrators suit a company of a size: A-20's 1-2, 3-5, 5 and more. The hard number only stops a mistake. */
export const CAPS_BY_SIZE: Readonly<Record<CompanySize, { soft: number; hard: number }>> = {
  small: { soft: 2, hard: 5 },
  medium: { soft: 5, hard: 20 },
  large: { soft: 20, hard: 100 },
};

export const DEFAULT_CAPS: AdminCaps = { size: 'medium', ...CAPS_BY_SIZE.medium, inviteHours: 72 };
