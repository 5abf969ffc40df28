import type { MerchantView } from '@shared/contracts/core';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { MerchantRow } from '@renderer/data/merchant-rows';

const FIELDS = Object.keys(merchant.fields) as MerchantField[];

/** A merchant as the window sees it: sensitive fields are masked in `values` already, blind indexes stay here. */
export function toView(row: MerchantRow): MerchantView {
  const view: MerchantView = {
    id: row.id,
    rev: row.rev,
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    ownerId: row.ownerId || row.createdBy,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    deletedAt: row.deletedAt,
    importBatchId: row.importBatchId,
    regionCode: row.values['regionCode'] ?? '',
    isSample: row.isSample,
  };
  for (const field of FIELDS) view[field] = row.values[field] ?? '';
  return view;
}
