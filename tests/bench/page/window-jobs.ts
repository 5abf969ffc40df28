import { unwrap } from '@shared/kernel/result';
import { COLUMN_FIELDS } from '../data/vocabulary';
import { expectEqual, pickedFile, timed, type Job } from './job';
import { openAndPlan, startProgram } from './program';
import { seedDesk } from './seed-desk';

const FIRST_PAGE = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 50 };

/** P1: file picked -> every row read, mapped, checked and looked up. */
const readProgram: Job = async (input) => {
  const program = await startProgram();
  const [ms, plan] = await timed(() => openAndPlan(program, pickedFile(input)));
  expectEqual('valid rows', plan.valid, input.n);
  await program.stop();
  return { read: [ms] };
};

/** P3: file picked -> first page of the list answered. */
const importProgram: Job = async (input) => {
  const program = await startProgram();
  const [plan] = await timed(() => openAndPlan(program, pickedFile(input)));
  const [commit, done] = await timed(async () =>
    unwrap(await program.sheet.commit({ onlyValid: true, allowSameFile: false })),
  );
  expectEqual('merchants created', done.created, input.n);
  const [list, page] = await timed(async () => unwrap(await program.core.ask('merchant.list', FIRST_PAGE)));
  expectEqual('merchants listed', page.total, input.n);
  await program.stop();
  return { plan: [plan], commit: [commit], list: [list] };
};

/** P12: the list of all merchants -> a written workbook, `repeats` times over one loaded core. */
const exportProgram: Job = async (input) => {
  const program = await startProgram();
  await openAndPlan(program, pickedFile(input));
  unwrap(await program.sheet.commit({ onlyValid: true, allowSameFile: false }));
  unwrap(await program.sheet.closeSession());
  await window.benchReady?.();
  const out: number[] = [];
  for (let k = 0; k < (input.repeats ?? 1); k++) {
    const { filter, sort } = FIRST_PAGE;
    const [ms, written] = await timed(async () =>
      unwrap(
        await program.sheet.exportMerchants({
          format: 'xlsx',
          locale: 'zh',
          fields: [...COLUMN_FIELDS],
          query: { filter, sort },
        }),
      ),
    );
    expectEqual('rows exported', written.rows, input.n);
    out.push(ms);
    window.benchOutput = new File(written.chunks as BlobPart[], 'export.xlsx');
  }
  await program.stop();
  return { export: out };
};

/** Everything measured from the window, with both workers of the program at work. */
export const WINDOW_JOBS = {
  'read.program': readProgram,
  'import.program': importProgram,
  'export.program': exportProgram,
  'desk.seed': seedDesk,
} satisfies Record<string, Job>;

export type WindowJobName = keyof typeof WINDOW_JOBS;
