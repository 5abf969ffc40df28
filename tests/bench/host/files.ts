import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { root } from '@build/alias';
import { buildMerchantsXlsx, type StringStyle } from '../data/xlsx-file';

const FOLDER = resolve(root, 'out/bench/data');
const MAKERS = ['merchant-source.ts', 'vocabulary.ts', 'xlsx-file.ts'];

/** Path of a list of merchants of that size; made once, and again when what makes it changed. */
export async function merchantsFile(rows: number, style: StringStyle = 'shared'): Promise<string> {
  const version = createHash('sha256');
  for (const name of MAKERS) version.update(readFileSync(resolve(root, 'tests/bench/data', name)));
  const file = resolve(FOLDER, `merchants-${rows}-${style}-${version.digest('hex').slice(0, 8)}.xlsx`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, await buildMerchantsXlsx(rows, style));
  }
  return file;
}
