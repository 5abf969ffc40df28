import { cityNames, districtNames, provinceNames } from '@shared/rules/regions';

/** A type, not an interface: Element Plus asks for an index signature. */
export type RegionOption = {
  value: string;
  label: string;
  children?: RegionOption[];
};

let tree: RegionOption[] | null = null;

/** Provinces, cities and districts as a tree, built when first asked for. */
export function regionTree(): RegionOption[] {
  tree ??= provinceNames().map((province) =>
    toOption(
      province,
      cityNames(province).map((city) =>
        toOption(
          city,
          districtNames(province, city).map((district) => toOption(district, [])),
        ),
      ),
    ),
  );
  return tree;
}

/** The tree with a path the lists do not know (a zone of long ago), so that a stored value can be shown. */
export function withPath(options: readonly RegionOption[], path: readonly string[]): RegionOption[] {
  const [name, ...rest] = path;
  if (name === undefined || name === '') return [...options];
  const known = options.find((option) => option.value === name);
  const children = withPath(known?.children ?? [], rest);
  const mended = toOption(name, children);
  return known ? options.map((option) => (option === known ? mended : option)) : [...options, mended];
}

export function hasPath(options: readonly RegionOption[], path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || name === '') return true;
  const known = options.find((option) => option.value === name);
  return known !== undefined && hasPath(known.children ?? [], rest);
}

function toOption(name: string, children: RegionOption[]): RegionOption {
  return { value: name, label: name, ...(children.length > 0 ? { children } : {}) };
}
