import type { ImportTemplate } from './define';
import { merchantTemplate } from './merchant';

/** One per import source, by the name of its entity. */
export const IMPORT_TEMPLATES = { merchant: merchantTemplate } as const satisfies Record<string, ImportTemplate>;

export type TemplateName = keyof typeof IMPORT_TEMPLATES;
