/** Cells as spreadsheets put them on the clipboard: tabs between, a line per row, quotes around what holds either. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

/** The reverse. The line break at the end belongs to the last row; short rows stay short. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    rows.at(-1)!.push(cell.value);
    at = cell.end;
    if (text[at] === '\t') {
      at++;
      if (at === text.length) rows.at(-1)!.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at < text.length) rows.push([]);
  }
  if (rows[0]!.length === 0) rows[0]!.push('');
  return rows;
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function plainCell(text: string, from: number): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(from, end), end };
}

/** A quote that is never closed, or closed in mid-cell, was only a character. */
function quotedCell(text: string, from: number): { value: string; end: number } {
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') value += text[at++];
    else {
      const after = text[at + 1];
      const isEnd = after === undefined || after === '\t' || after === '\n' || after === '\r';
      return isEnd ? { value, end: at + 1 } : plainCell(text, from);
    }
  }
  return plainCell(text, from);
}
