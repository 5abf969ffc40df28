import type { ImportTemplate } from './define';
import { merchantTemplate } from './merchant';
import { txnTemplate } from './txn';

/** One per import source, by the name of its entity. */
export const IMPORT_TEMPLATES = { merchant: merchantTemplate, txn: txnTemplate } as const satisfies Record<
  string,
  ImportTemplate
>;

export type TemplateName = keyof typeof IMPORT_TEMPLATES;
