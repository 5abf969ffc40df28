/** Header of the column that says why a row was not imported, in the workbook of rows left over. */
export const REASON_HEADER = { zh: '错误原因', en: 'Reason not imported' } as const;

/** The column is ours and holds no data: it is never mapped, and headers with and without it are the same headers. */
export function isReasonHeader(label: string | undefined): boolean {
  return label === REASON_HEADER.zh || label === REASON_HEADER.en;
}
