import { connectCore, type CoreConnection } from '@renderer/workers/rpc/core-rpc';
import { connectSheet, type SheetConnection } from '@renderer/workers/rpc/sheet-rpc';
import CoreWorker from '@renderer/workers/core.worker?worker';
import SheetWorker from '@renderer/workers/sheet.worker?worker';
import { unwrap } from '@shared/kernel/result';
import type { FileSummary } from '@shared/imports/define';
import { BENCH_SETUP, memoryHost } from './memory-host';

export interface Program {
  core: CoreConnection;
  sheet: SheetConnection;
  stop(): Promise<void>;
}

/** Both workers of the program, wired as the window wires them, over a database of their own; signed in. */
export async function startProgram(): Promise<Program> {
  const coreWorker = new CoreWorker();
  const core = connectCore(coreWorker);
  const databaseName = `bench-${crypto.randomUUID()}`;
  unwrap(await core.start(memoryHost(), { appVersion: '0.0.0-bench', steal: true, databaseName }));
  unwrap(await core.execute('setup.create', BENCH_SETUP));
  const sheet = connectSheet(new SheetWorker(), core.openPort());
  return {
    core,
    sheet,
    async stop() {
      sheet.terminate();
      await core.close();
      coreWorker.terminate();
    },
  };
}

/** Reads, maps and checks a file as the wizard's first steps do when the clerk just goes on. */
export async function openAndPlan(program: Program, file: File): Promise<{ summary: FileSummary; valid: number }> {
  const summary = unwrap(await program.sheet.open({ name: file.name, blob: file }));
  if (summary.missingRequired.length > 0) throw new Error(`not mapped: ${summary.missingRequired.join(', ')}`);
  const { sheet, headerRow, mapping } = summary;
  const plan = unwrap(await program.sheet.plan({ sheet, headerRow, mapping, duplicateMode: 'skip' }));
  return { summary, valid: plan.valid };
}
