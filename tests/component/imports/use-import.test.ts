import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { ok, fail } from '@shared/kernel/result';
import { useImport, type ImportFlow, type SheetWorker } from '@renderer/features/imports/use-import';
import { fakeSheet, fileSummary, importSummary, FULL_MAPPING, planRow } from './fake-sheet';

vi.mock('@renderer/platform/workers', () => ({ sheet: () => Promise.reject(new Error('not here')), askCore: vi.fn() }));

let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

function start(worker: SheetWorker): ImportFlow {
  let flow: ImportFlow | undefined;
  mounted = mount(
    defineComponent({
      setup() {
        flow = useImport(
          () => Promise.resolve(worker),
          () => 1000,
        );
        return () => null;
      },
    }),
  );
  return flow!;
}

const text = { name: 'pasted', text: 'a\tb' };

describe('an import, driven', () => {
  it('goes from the file to the result', async () => {
    const worker = fakeSheet([planRow(2)]);
    const flow = start(worker);
    await flow.open(text);
    expect(flow.state.value.step).toBe('map');
    await flow.check();
    expect(worker.plan).toHaveBeenCalledWith(
      { sheet: 'Sheet1', headerRow: 1, mapping: FULL_MAPPING, duplicateMode: 'skip' },
      expect.any(Function),
    );
    expect(flow.state.value.step).toBe('check');
    await flow.go('confirm');
    await flow.commit();
    expect(flow.state.value.outcome).toEqual({ batchId: 'b1', created: 2, updated: 0, skipped: 0, failed: 1 });
    expect(flow.state.value.step).toBe('done');
  });

  it('shows why a file was refused and stays where it is', async () => {
    const flow = start(fakeSheet([], { open: () => Promise.resolve(fail('file.encrypted')) }));
    await flow.open(text);
    expect(flow.state.value).toMatchObject({ step: 'file', busy: null, error: { code: 'file.encrypted' } });
  });

  it('turns a worker that broke into an error instead of waiting for ever', async () => {
    const flow = start(fakeSheet([], { open: () => Promise.reject(new Error('gone')) }));
    await flow.open(text);
    expect(flow.state.value.error?.code).toBe('internal.unexpected');
    expect(flow.state.value.busy).toBeNull();
  });

  it('kills the worker when reading is cancelled, and begins anew', async () => {
    const worker = fakeSheet([], { open: () => new Promise(() => undefined) });
    const flow = start(worker);
    const opening = flow.open(text);
    await Promise.resolve();
    await Promise.resolve();
    flow.cancel();
    await opening;
    expect(worker.terminate).toHaveBeenCalledOnce();
    expect(flow.state.value).toMatchObject({ step: 'file', busy: null, error: null });
  });

  it('works on with a new worker after a file that kept the old one from giving any sign', async () => {
    const flow = start(fakeSheet([], { open: () => Promise.resolve(fail('file.timeout')) }));
    await flow.open(text);
    expect(flow.state.value).toMatchObject({ step: 'file', busy: null, error: { code: 'file.timeout' } });
  });

  it('asks a commit to stop without killing the worker, and takes its answer', async () => {
    let answer: ((result: { ok: false; error: { code: 'operation.cancelled' } }) => void) | undefined;
    const worker = fakeSheet([], { commit: () => new Promise((resolve) => (answer = resolve)) });
    const flow = start(worker);
    await flow.open(text);
    await flow.check();
    await flow.go('confirm');
    const committing = flow.commit();
    await Promise.resolve();
    await Promise.resolve();
    flow.cancel();
    expect(worker.cancel).toHaveBeenCalledOnce();
    expect(worker.terminate).not.toHaveBeenCalled();
    answer?.(fail('operation.cancelled') as never);
    await committing;
    expect(flow.state.value).toMatchObject({ step: 'confirm', busy: null, error: { code: 'operation.cancelled' } });
  });

  it('does not commit before the confirmation step', async () => {
    const worker = fakeSheet([planRow(2)]);
    const flow = start(worker);
    await flow.open(text);
    await flow.check();
    await flow.commit();
    expect(worker.commit).not.toHaveBeenCalled();
  });

  it('re-checks with what the clerk typed, and tells the grid', async () => {
    const worker = fakeSheet([planRow(2)]);
    const flow = start(worker);
    await flow.open(text);
    await flow.check();
    const before = flow.planVersion.value;
    await flow.change.edit([{ row: 2, field: 'ratePpm', text: '0.6%' }]);
    expect(worker.edit).toHaveBeenCalledWith([{ row: 2, field: 'ratePpm', text: '0.6%' }]);
    expect(flow.state.value.summary?.invalid).toBe(0);
    expect(flow.planVersion.value).toBeGreaterThan(before);
  });

  it('makes changes in the order they were asked for, and loses none to a slow one', async () => {
    const made: string[] = [];
    let first: (() => void) | undefined;
    const worker = fakeSheet([planRow(2)], {
      edit: ([edit]) =>
        new Promise((resolve) => {
          const done = (): void => {
            made.push(edit!.text);
            resolve(ok(importSummary({ changed: made.length })));
          };
          if (edit!.text === 'slow') first = done;
          else done();
        }),
    });
    const flow = start(worker);
    await flow.open(text);
    await flow.check();
    const slow = flow.change.edit([{ row: 2, field: 'name', text: 'slow' }]);
    const quick = flow.change.edit([{ row: 2, field: 'name', text: 'quick' }]);
    const going = flow.go('confirm');
    await vi.waitFor(() => expect(first).toBeDefined());
    expect(flow.change.pending.value).toBe(2);
    expect(flow.state.value.step).toBe('check');
    first?.();
    await Promise.all([slow, quick, going]);
    expect(made).toEqual(['slow', 'quick']);
    expect(flow.change.pending.value).toBe(0);
    expect(flow.state.value).toMatchObject({ step: 'confirm', summary: { changed: 2 } });
  });

  it('goes on with an import that was not finished, straight to its rows', async () => {
    const resumed = {
      file: fileSummary({ doubtful: ['remark'] }),
      mapping: { ...FULL_MAPPING, remark: 40 },
      duplicateMode: 'fill' as const,
      summary: importSummary({ changed: 5 }),
    };
    const flow = start(fakeSheet([planRow(2)], { resume: () => Promise.resolve(ok(resumed)) }));
    const before = flow.planVersion.value;
    await flow.resume();
    expect(flow.state.value).toMatchObject({
      step: 'check',
      duplicateMode: 'fill',
      summary: { changed: 5 },
      stale: false,
    });
    expect(flow.state.value.mapping['remark']).toBe(40);
    expect(flow.planVersion.value).toBeGreaterThan(before);
  });

  it('forgets what a commit would do as soon as something changes', async () => {
    const flow = start(fakeSheet([planRow(2)]));
    await flow.open(text);
    await flow.check();
    await flow.dryRun();
    expect(flow.state.value.dryRun).toMatchObject({ create: 2 });
    await flow.change.undo();
    expect(flow.state.value.dryRun).toBeNull();
  });

  it('passes on what progress says', async () => {
    const seen: number[] = [];
    const flow: ImportFlow = start(
      fakeSheet([], {
        plan: (_input, onProgress) => {
          onProgress?.({ phase: 'check', done: 5, total: 10 });
          seen.push(flow.state.value.busy?.done ?? -1);
          return Promise.resolve(ok({ ...planless }));
        },
      }),
    );
    await flow.open(text);
    await flow.check();
    expect(seen).toEqual([5]);
  });

  it('lets go of the file when the page is left', async () => {
    const worker = fakeSheet([]);
    const flow = start(worker);
    await flow.open(text);
    mounted?.unmount();
    mounted = null;
    expect(worker.closeSession).toHaveBeenCalledOnce();
  });
});

const planless = importSummary({ total: 0, valid: 0, invalid: 0, create: 0 });
