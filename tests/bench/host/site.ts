import { cpSync, existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '@build/alias';
import { buildPages } from './build-pages';

/** What is served while the bench runs: the built program at the root, the bench's own pages in `/bench`, one origin. */
export const SITE = resolve(root, 'out/bench/site');

/** Takes the program as it was built (`npm run build`) and builds the bench's pages beside it. */
export async function assembleSite(): Promise<void> {
  const program = resolve(root, 'out/renderer');
  if (!existsSync(resolve(program, 'index.html'))) throw new Error('The program is not built: npm run build');
  rmSync(SITE, { recursive: true, force: true });
  cpSync(program, SITE, { recursive: true });
  await buildPages(resolve(SITE, 'bench'));
}
