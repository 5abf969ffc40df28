import type { MerchantView } from '@shared/contracts/core';
import type { MerchantStatus, MerchantValues } from '@shared/entities/merchant';
import { SERIES_KEY, merchantNumber } from '@renderer/data/merchant-store';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { canTransition } from '@shared/rules/merchant-status';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { requireFreeUscc, requireValid } from './check';
import { blindOf, deriveValues, mergeValues } from './derive';
import { requireLiving, requireWithinReach } from './require-rows';
import { SecretReader, secretsOf } from './secrets';
import { diffRows, makeRewrite, nextVersion, writeRewrites, type Rewrite } from './versions';
import { toView } from './view';

export async function prepareCreate(ctx: CoreContext, plain: MerchantValues, status: MerchantStatus): Promise<Rewrite> {
  requireValid(plain, status);
  requireFreeUscc(ctx, plain.uscc ?? '', '');
  const secrets = secretsOf(plain);
  const at = ctx.now();
  const by = ctx.session.actor?.adminId ?? '';
  const merchantNo = merchantNumber(ctx.merchants.nextNumber);
  const row = {
    id: ctx.newId(),
    rev: 1,
    createdAt: at,
    createdBy: by,
    ownerId: '',
    updatedAt: at,
    updatedBy: by,
    deletedAt: 0,
    importBatchId: '',
    isSample: false,
    values: { ...deriveValues(plain), merchantNo, status },
    blind: blindOf(ctx.vault, secrets),
  };
  requireWithinReach(ctx, row);
  return makeRewrite(ctx, undefined, row, secrets);
}

/** The number is taken from the series in the same transaction as the row: a rollback leaves no gap. */
export async function createMerchant(uow: UnitOfWork, ctx: CoreContext, rewrite: Rewrite): Promise<MerchantView> {
  const nextNumber = ctx.merchants.nextNumber + 1;
  await uow.table('meta').put({ key: SERIES_KEY, value: nextNumber });
  await writeRewrites(uow, ctx, [rewrite]);
  uow.onCommit(() => ctx.merchants.apply({ nextNumber }));
  return toView(rewrite.after);
}

/** Null when the patch changes nothing. */
export async function prepareUpdate(
  ctx: CoreContext,
  id: string,
  rev: number,
  patch: MerchantValues,
  submit = false,
): Promise<Rewrite | null> {
  const before = requireLiving(ctx, id);
  if (before.rev !== rev) {
    refuse('merchant.conflict', { params: { rev: before.rev, by: before.updatedBy, at: before.updatedAt } });
  }
  const { plain, secrets } = mergeValues(
    before.values,
    await new SecretReader(ctx.vault, ctx.merchants).read(id),
    patch,
  );
  const status = submit
    ? submitted(before.values['status'] as MerchantStatus)
    : (before.values['status'] as MerchantStatus);
  requireValid(plain, status);
  if (plain.uscc !== before.values['uscc']) requireFreeUscc(ctx, plain.uscc ?? '', id);
  const values = { ...before.values, ...deriveValues(plain), status };
  const after = nextVersion(ctx, before, { values, blind: blindOf(ctx.vault, secrets) });
  requireWithinReach(ctx, after);
  return diffRows(before, after).length === 0 ? null : makeRewrite(ctx, before, after, secrets);
}

function submitted(status: MerchantStatus): MerchantStatus {
  return canTransition(status, 'SUBMITTED') ? 'SUBMITTED' : refuse('merchant.status_not_allowed');
}
