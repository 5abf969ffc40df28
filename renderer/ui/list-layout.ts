import { orderedKeys } from './column-order';

/** How a person has a list: which columns, in what order, how wide. */
export interface ListLayout {
  shown: string[];
  widths: Record<string, number>;
}

export interface ListColumns {
  /** Keys of all there are. */
  known: readonly string[];
  /** Always shown, and first. */
  always: readonly string[];
  /** Shown from the start. */
  home: readonly string[];
}

export function homeLayout({ home }: ListColumns): ListLayout {
  return { shown: [...home], widths: {} };
}

/** A stored layout, mended: unknown columns and odd widths go, what is always shown stays. */
export function mendLayout(stored: unknown, columns: ListColumns): ListLayout {
  const { shown, widths } = (stored ?? {}) as Partial<Record<keyof ListLayout, unknown>>;
  const wanted: readonly unknown[] = Array.isArray(shown) ? shown : columns.home;
  const sizes = Object.entries(typeof widths === 'object' && widths !== null ? widths : {});
  return {
    shown: orderedKeys(wanted, columns.known, columns.always),
    widths: Object.fromEntries(
      sizes.filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 40 && entry[1] <= 1000,
      ),
    ),
  };
}

export function readLayout(json: string | null, columns: ListColumns): ListLayout {
  try {
    return mendLayout(JSON.parse(json ?? 'null'), columns);
  } catch {
    return homeLayout(columns);
  }
}
