import type { DataSort } from './data-table';

/** An order as it stands in an address, with a dash in front of a descending one; nothing for the one a list begins with. */
export function sortToQuery({ field, descending }: DataSort, home: DataSort): Record<string, string> {
  if (field === home.field && descending === home.descending) return {};
  return { sort: descending ? `-${field}` : field };
}

/** The order of an address; the one the list begins with where it makes no sense. */
export function queryToSort<Field extends string>(
  query: Readonly<Record<string, unknown>>,
  home: DataSort & { field: Field },
  isSortable: (field: string) => field is Field,
): DataSort & { field: Field } {
  const value = query['sort'];
  const [, dash, field = ''] = /^(-?)(\w+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return isSortable(field) ? { field, descending: dash === '-' } : home;
}
