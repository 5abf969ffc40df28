import { merchant, type MerchantField } from '@shared/entities/merchant';
import { orderedKeys } from '@renderer/ui/column-order';
import type { DataColumn } from '@renderer/ui/data-table';

/** How a person has the list: which columns, in what order, how wide. Kept per person by `view.save`. */
export interface ListView {
  shown: string[];
  widths: Record<string, number>;
}

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

export function defaultView(): ListView {
  return { shown: ORDER.filter((field) => merchant.fields[field].list), widths: {} };
}

/** A stored view, mended: unknown columns go, the name stays. */
export function readView(json: string | null): ListView {
  const home = defaultView();
  if (!json) return home;
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return home;
    const { shown, widths } = parsed as { shown?: unknown; widths?: unknown };
    const wanted: readonly unknown[] = Array.isArray(shown) ? shown : home.shown;
    return {
      shown: orderedKeys(wanted, ORDER, ALWAYS),
      widths: Object.fromEntries(
        Object.entries(typeof widths === 'object' && widths !== null ? widths : {}).filter(
          (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 40 && entry[1] <= 1000,
        ),
      ),
    };
  } catch {
    return home;
  }
}

export function allColumns(locale: 'zh' | 'en'): { key: string; title: string; fixed: boolean }[] {
  return ORDER.map((field) => ({ key: field, title: merchant.fields[field][locale], fixed: ALWAYS.includes(field) }));
}

export function listColumns(view: ListView, locale: 'zh' | 'en'): DataColumn[] {
  return (view.shown as MerchantField[]).map((field) => ({
    key: field,
    title: merchant.fields[field][locale],
    width: view.widths[field] ?? startWidth(field, locale),
    sortable: !UNSORTABLE.includes(field),
    frozen: field === 'name',
    align: field === 'ratePpm' ? 'right' : 'left',
  }));
}

/** English titles are longer than the values under them. */
function startWidth(field: MerchantField, locale: 'zh' | 'en'): number {
  const wanted = WIDTHS[field] ?? 130;
  return locale === 'en' ? Math.max(wanted, merchant.fields[field].en.length * 8 + 40) : wanted;
}
