import type { FileChunks, OnProgress } from '@shared/contracts/sheet';
import type { TxnFilter, TxnTotals } from '@shared/contracts/txns';
import { cellAt, type ColumnBatch } from '@shared/kernel/columns';
import { parseYuan } from '@shared/money/yuan';
import { toLine } from './write-table';

/** Lines for programs: names and codes that stay, as `shared/contracts/EXPORTS.md` describes them. */

const LINES_AT_ONCE = 2_000;
const VERSION = 1;

/** Its first line holds the names; amounts in yuan with a point. */
export function linesAsCsv({ rows, columns }: ColumnBatch, onProgress?: OnProgress): FileChunks {
  const names = Object.keys(columns);
  return inChunks(`\ufeff${toLine(names)}`, rows, '', onProgress, (row) =>
    toLine(names.map((name) => cellAt(columns[name], row))),
  );
}

/** One object: what was asked for, every line, and the sums; amounts in fen. */
export function linesAsJson(
  { rows, columns }: ColumnBatch,
  totals: TxnTotals,
  filter: TxnFilter,
  onProgress?: OnProgress,
): FileChunks {
  const names = Object.keys(columns);
  const head = { format: 'merchant-desk.transactions', version: VERSION, from: filter.from, to: filter.to };
  const tail = `\n],"totals":${JSON.stringify(totals)}}\n`;
  return inChunks(`${JSON.stringify(head).slice(0, -1)},"rows":[`, rows, tail, onProgress, (row) => {
    const entries = names.map((name) => toField(name, cellAt(columns[name], row)));
    return `${row === 0 ? '\n' : ',\n'}${JSON.stringify(Object.fromEntries(entries))}`;
  });
}

/** `settleYuan` of a table is `settleFen` here, as a whole number. */
function toField(name: string, text: string): [string, string | number] {
  if (!name.endsWith('Yuan')) return [name, text];
  const fen = parseYuan(text);
  return [`${name.slice(0, -'Yuan'.length)}Fen`, fen.ok ? fen.value : 0];
}

function inChunks(
  head: string,
  rows: number,
  tail: string,
  onProgress: OnProgress | undefined,
  lineOf: (row: number) => string,
): FileChunks {
  const encoder = new TextEncoder();
  const chunks: FileChunks = [];
  let text = head;
  for (let row = 0; row < rows; row++) {
    text += lineOf(row);
    if ((row + 1) % LINES_AT_ONCE !== 0) continue;
    chunks.push(encoder.encode(text));
    text = '';
    onProgress?.({ phase: 'export', done: row + 1, total: rows });
  }
  chunks.push(encoder.encode(text + tail));
  return chunks;
}
