import type { Risk } from './catalogue';

/** Rank of an admin. A level is a template: it decides how much of the admin's roles counts, by risk. */
export const LEVELS = {
  SUPER: { zh: '超级', en: 'Super', highest: 'high' },
  SENIOR: { zh: '高级', en: 'Senior', highest: 'high' },
  MIDDLE: { zh: '中级', en: 'Middle', highest: 'medium' },
  JUNIOR: { zh: '初级', en: 'Junior', highest: 'low' },
} as const satisfies Record<string, { zh: string; en: string; highest: Risk }>;

export type AdminLevel = keyof typeof LEVELS;
export const LEVEL_IDS = Object.keys(LEVELS) as AdminLevel[];

const RISK_ORDER: readonly Risk[] = ['low', 'medium', 'high'];

/** Whether roles give a permission of this risk to an admin of this level. What is granted by name is not asked. */
export function levelAllows(level: AdminLevel, risk: Risk): boolean {
  return RISK_ORDER.indexOf(risk) <= RISK_ORDER.indexOf(LEVELS[level].highest);
}
