import type { MerchantSort } from '@shared/contracts/core';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { DataColumn } from '@renderer/ui/data-table';
import type { ListColumns, ListLayout } from '@renderer/ui/list-layout';

export const HOME_SORT: MerchantSort = { field: 'createdAt', descending: true };

export const LIST_VIEW_KEY = 'merchants.list';

const WIDTHS: Partial<Record<MerchantField, number>> = {
  merchantNo: 132,
  status: 104,
  name: 250,
  shortName: 120,
  merchantType: 88,
  uscc: 188,
  contactName: 90,
  contactPhone: 124,
  province: 92,
  city: 92,
  district: 96,
  mcc: 76,
  ratePpm: 84,
  settleCycle: 92,
  onboardedOn: 112,
  legalIdNo: 188,
  accountNo: 178,
  businessScope: 220,
  address: 220,
  bankName: 200,
  accountName: 200,
};

/** The list can sort by every stored text but the masked ones: their order would say what the mask hides. */
const UNSORTABLE: readonly string[] = [
  'legalIdNo',
  'contactPhone',
  'accountNo',
  'businessScope',
  'remark',
  'tags',
  'address',
];
const ALWAYS: readonly string[] = ['name'];

/** Frozen first: the name is what a row is known by. */
const ORDER: readonly MerchantField[] = [
  'name',
  ...(Object.keys(merchant.fields) as MerchantField[]).filter((field) => field !== 'name'),
];

export const MERCHANT_COLUMNS: ListColumns = {
  known: ORDER,
  always: ALWAYS,
  home: ORDER.filter((field) => merchant.fields[field].list),
};

/** Whether the list may be sorted by it; the two moments stand in no column. */
export function isSortable(field: string): field is string {
  if (field === 'createdAt' || field === 'updatedAt') return true;
  return field in merchant.fields && !UNSORTABLE.includes(field);
}

export function allColumns(locale: 'zh' | 'en'): { key: string; title: string; fixed: boolean }[] {
  return ORDER.map((field) => ({ key: field, title: merchant.fields[field][locale], fixed: ALWAYS.includes(field) }));
}

export function listColumns(view: ListLayout, locale: 'zh' | 'en'): DataColumn[] {
  return (view.shown as MerchantField[]).map((field) => ({
    key: field,
    title: merchant.fields[field][locale],
    width: view.widths[field] ?? startWidth(field, locale),
    sortable: isSortable(field),
    frozen: field === 'name',
    align: field === 'ratePpm' ? 'right' : 'left',
  }));
}

/** English titles are longer than the values under them. */
function startWidth(field: MerchantField, locale: 'zh' | 'en'): number {
  const wanted = WIDTHS[field] ?? 130;
  return locale === 'en' ? Math.max(wanted, merchant.fields[field].en.length * 8 + 40) : wanted;
}
