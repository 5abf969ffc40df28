/** A form whose entry was stored: texts are emptied for the next one, but for what was typed of it meanwhile. */
export function nextEntry<F extends object>(now: F, stored: F, texts: readonly (keyof F)[]): F {
  const emptied = texts.filter((name) => now[name] === stored[name]).map((name) => [name, '']);
  return { ...now, ...(Object.fromEntries(emptied) as Partial<F>) };
}
