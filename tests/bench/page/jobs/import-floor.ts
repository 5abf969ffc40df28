import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { COLUMN_FIELDS } from '../../data/vocabulary';
import { expectEqual, pickedFile, timed, type Job } from '../job';
import { putBlocks, type PlainRow } from './database';

/** P3's floor: the program's own reader, then bare blocks; no mapping, no checks, nothing sealed. */
export const importFloor: Job = async (input) => {
  const file = pickedFile(input);
  const [read, sheet] = await timed(async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return unwrap(await readSpreadsheet(bytes, file.name)).sheets[0]!;
  });
  expectEqual('rows read', sheet.rowCount, input.n + 1);
  const [put] = await timed(() => {
    const rows: PlainRow[] = [];
    for (let r = 1; r < sheet.rowCount; r++) {
      const row: PlainRow = { id: `m${r}` };
      COLUMN_FIELDS.forEach((field, c) => (row[field] = sheet.cell(r, c)));
      rows.push(row);
    }
    return putBlocks(rows);
  });
  return { read: [read], put: [put] };
};
