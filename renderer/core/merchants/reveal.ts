import type { MerchantSensitiveField } from '@shared/entities/merchant';
import type { RecordedChange } from '@renderer/data/unit-of-work';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { requireRow } from './require-rows';
import { SecretReader } from './secrets';

/** One sensitive value in the clear, and the audit entry that must be stored before it is handed out. */
export interface Reveal {
  value: string;
  change: RecordedChange;
  /** Looked at too much in a short time: nothing is shown, the entry is an alert, and a proof is asked for. */
  overdone: boolean;
}

export async function prepareReveal(ctx: CoreContext, id: string, field: MerchantSensitiveField): Promise<Reveal> {
  const row = requireRow(ctx, id);
  const looks = ctx.session.looks();
  if (looks.overdone) {
    // One alert; who goes on asking is answered without another.
    if (looks.alerted) refuse('access.step_up');
    return {
      value: '',
      change: changeOf(row, [{ field: 'reveals', before: '', after: String(looks.count) }]),
      overdone: true,
    };
  }
  const secrets = await new SecretReader(ctx.vault, ctx.merchants).read(id);
  const masked = row.values[field] ?? '';
  // Nothing changed; the entry says which field was looked at.
  const change = changeOf(row, [{ field, before: masked, after: masked }]);
  return { value: secrets[field], change, overdone: false };
}

function changeOf(row: MerchantRow, diff: RecordedChange['diff']): RecordedChange {
  return { targetType: 'merchant', targetId: row.id, targetLabel: row.values['name'] ?? '', diff };
}
