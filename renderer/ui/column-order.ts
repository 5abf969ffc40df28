/** A key moved to another place of a list; no further forward than `first`, where what stands before stays. */
export function moveKey(keys: readonly string[], key: string, to: number, first = 0): string[] {
  const from = keys.indexOf(key);
  if (from < first || to < first || to >= keys.length) return [...keys];
  const others = keys.filter((one) => one !== key);
  return [...others.slice(0, to), key, ...others.slice(to)];
}

/** Keys as somebody put them: those there are, each once, what always stands there first. */
export function orderedKeys(wanted: readonly unknown[], known: readonly string[], always: readonly string[]): string[] {
  const rest = wanted.filter((key): key is string => typeof key === 'string' && known.includes(key));
  return [...new Set([...always, ...rest])];
}
