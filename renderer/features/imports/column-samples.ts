const SAMPLES = 3;

/** A column's name as the spreadsheet shows it: 0 -> A, 26 -> AA. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}

/** The first few different values under the header. */
export function sampleValues(preview: readonly (readonly string[])[], headerRow: number, column: number): string[] {
  const found = new Set<string>();
  for (const row of preview.slice(headerRow)) {
    const text = (row[column] ?? '').trim();
    if (text !== '') found.add(text);
    if (found.size === SAMPLES) break;
  }
  return [...found];
}
