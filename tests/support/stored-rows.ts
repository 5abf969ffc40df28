/** All rows of a table, but the number of the last write: that grows with whatever is noted beside a command. */
export async function storedRows(table: { name: string; toArray: () => PromiseLike<unknown[]> }): Promise<unknown[]> {
  const rows = await table.toArray();
  return table.name === 'meta' ? rows.filter((row) => (row as { key: string }).key !== 'journal') : rows;
}
