import type { MerchantField } from '@shared/entities/merchant';
import type { MatchKey } from '@shared/imports/define';
import { createPlan, finish, type ImportPlan, type PlanOptions, type SimilarHit } from '@shared/imports/plan';
import { isStrongMatch } from '@shared/imports/similar-rows';
import { understandSheets } from '@shared/imports/understand';
import { unpackRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { ROW_HEADER } from './merchant-row';
import { rawSheet, type RawCell } from './raw-sheet';

/** A checked plan over rows below the header of the good row; nothing was asked of a database yet. */
export function planOf(rows: RawCell[][], header: RawCell[] = ROW_HEADER, options: PlanOptions = {}): ImportPlan {
  const found = unwrap(understandSheets([rawSheet([header, ...rows])]));
  return createPlan(found.sheet, found.headerRow, found.mapping, { today: '2026-01-01', ...options }).checkAll();
}

/** A merchant of an invented database. */
export interface StoredMerchant {
  id: string;
  uscc: string;
  name: string;
  phone: string;
  account: string;
}

/** Answers everything the plan has to ask, as the core would from these merchants. */
export function answerFrom(plan: ImportPlan, stored: readonly StoredMerchant[]): ImportPlan {
  const hit = (row: number, found: StoredMerchant) => ({
    row,
    id: found.id,
    rev: 1,
    merchantNo: found.id.toUpperCase(),
    name: found.name,
  });
  const codes = unpackRows(plan.lookupBatch());
  plan.setExisting(
    codes.flatMap(({ uscc }, row) => stored.filter((one) => one.uscc === uscc).map((one) => hit(row, one))),
  );
  const rows = unpackRows(plan.similarBatch());
  const similar = rows.flatMap((cells, row) =>
    stored.flatMap((one): SimilarHit[] => {
      const by = keysOf(cells, one);
      return by.length === 0 ? [] : [{ ...hit(row, one), by }];
    }),
  );
  plan.setSimilar(similar.sort((a, b) => Number(isStrongMatch(b.by)) - Number(isStrongMatch(a.by))));
  return plan;
}

/** Edits in one step. */
export function typeInto(plan: ImportPlan, row: number, field: MerchantField, text: string): void {
  finish(plan.edit([{ row, field, text }]));
}

function keysOf(cells: Readonly<Record<string, string>>, one: StoredMerchant): MatchKey[] {
  const by: MatchKey[] = [];
  if (cells['name'] !== '' && cells['name'] === one.name) by.push('name');
  if (cells['accountNo'] !== '' && cells['accountNo'] === one.account) by.push('account');
  if (cells['contactPhone'] !== '' && cells['contactPhone'] === one.phone) by.push('phone');
  return by;
}
