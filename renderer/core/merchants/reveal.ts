import type { MerchantSensitiveField } from '@shared/entities/merchant';
import type { RecordedChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { requireRow } from './require-rows';
import { SecretReader } from './secrets';

/** One sensitive value in the clear, and the audit entry that must be stored before it is handed out. */
export interface Reveal {
  value: string;
  change: RecordedChange;
}

export async function prepareReveal(ctx: CoreContext, id: string, field: MerchantSensitiveField): Promise<Reveal> {
  const row = requireRow(ctx, id);
  const secrets = await new SecretReader(ctx.vault, ctx.merchants).read(id);
  const masked = row.values[field] ?? '';
  return {
    value: secrets[field],
    change: {
      targetType: 'merchant',
      targetId: id,
      targetLabel: row.values['name'] ?? '',
      // Nothing changed; the entry says which field was looked at.
      diff: [{ field, before: masked, after: masked }],
    },
  };
}
