import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The import aliases of tsconfig, for the bundlers. */
export const alias = { '@shared': at('shared'), '@renderer': at('renderer'), '@build': at('build') };
export const root = at('.');
