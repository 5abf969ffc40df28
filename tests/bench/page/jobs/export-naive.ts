import ExcelJS from 'exceljs';
import { sourceMerchant } from '../../data/merchant-source';
import { COLUMN_FIELDS } from '../../data/vocabulary';
import { timed, type Job } from '../job';

/** P12's naive way: the same rows added to an exceljs workbook and written as one buffer. */
export const exportNaive: Job = async (input) => {
  const rows = Array.from({ length: input.n }, (_, i) => {
    const { values } = sourceMerchant(i);
    return COLUMN_FIELDS.map((field) => values[field]);
  });
  const book = new ExcelJS.Workbook();
  const [add] = await timed(() => {
    const sheet = book.addWorksheet('merchants');
    sheet.addRow([...COLUMN_FIELDS]);
    sheet.addRows(rows);
  });
  const [write, buffer] = await timed(() => book.xlsx.writeBuffer());
  return { add: [add], write: [write], bytes: [buffer.byteLength] };
};
