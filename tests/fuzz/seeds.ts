import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { utils, write } from '@e965/xlsx';

export interface Seed {
  name: string;
  bytes: Uint8Array;
}

const OPEN = fileURLToPath(new URL('../../../shared/data/open', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
/** Small files: many cases in little time, and nothing in a reader needs a large one to break. */
const MAX_BYTES = 300_000;
const KINDS = /\.(xlsx|xlsm|xlsb|xls|et|ods|csv|tsv|html?)$/i;

/** Where the files come from, for people to read. */
export const SEEDS_FROM = existsSync(OPEN) ? 'the open corpus' : 'tests/fixtures (the open corpus is not there)';

/** The files to begin with, in an order that is the same everywhere; never copied, read where they lie. */
export function loadSeeds(): Seed[] {
  const root = existsSync(OPEN) ? OPEN : FIXTURES;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => KINDS.test(name) && statSync(join(root, name)).size <= MAX_BYTES)
    .sort();
  const read = files.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(root, name))) }));
  return [...read, ...written()].filter(({ bytes }) => bytes.length > 0);
}

/** One of each format that programs write, so that all engines have something to chew on wherever this runs. */
function written(): Seed[] {
  const rows = [
    ['商户名称', '账号', '费率', '日期', '有效'],
    ['青禾', '6200002335271131045', { t: 'n', v: 0.006, z: '0.00%' }, { t: 'n', v: 45_838, z: 'yyyy-mm-dd' }, true],
    ['木', 'O\'Brien & "Co" <x>', 1e21, -1, { t: 'e', v: 42 }],
  ];
  const book = { SheetNames: ['表', 'B'], Sheets: { 表: utils.aoa_to_sheet(rows), B: utils.aoa_to_sheet([['x']]) } };
  return (['xlsx', 'xlsb', 'biff8', 'biff5', 'biff2', 'ods', 'fods', 'xlml', 'html', 'csv', 'txt'] as const).map(
    (bookType) => ({
      name: `written.${bookType}`,
      bytes: new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer),
    }),
  );
}
