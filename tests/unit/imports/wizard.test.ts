import { describe, expect, it } from 'vitest';
import type { FileSummary, ImportSummary } from '@shared/imports/define';
import {
  canCheck,
  canCommit,
  canGo,
  missingRequired,
  progressPace,
  startWizard,
  stepWizard,
  type WizardEvent,
  type WizardState,
} from '@shared/imports/wizard';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';

const fullMapping = Object.fromEntries(MERCHANT_INPUT_FIELDS.map((field, column) => [field, column]));

function fileSummary(change: Partial<FileSummary> = {}): FileSummary {
  return {
    file: 'merchants.xlsx',
    sha256: 'a'.repeat(64),
    bytes: 1000,
    format: 'xlsx',
    encoding: null,
    kind: 'merchants',
    sheets: [{ name: 'Sheet1', rows: 11, columns: 25, hidden: false }],
    sheet: 'Sheet1',
    headerRow: 1,
    headers: MERCHANT_INPUT_FIELDS.map((field) => merchant.fields[field].zh),
    mapping: fullMapping,
    doubtful: ['shortName'],
    remembered: false,
    missingRequired: [],
    warnings: [],
    ...change,
  };
}

function importSummary(change: Partial<ImportSummary> = {}): ImportSummary {
  return {
    total: 10,
    valid: 8,
    invalid: 2,
    warning: 1,
    duplicate: 0,
    blank: 0,
    create: 8,
    update: 0,
    fill: 0,
    skip: 0,
    existing: 0,
    similar: 0,
    tidied: 0,
    removed: 0,
    changed: 0,
    canUndo: false,
    canRedo: false,
    ...change,
  };
}

function run(events: WizardEvent[], from: WizardState = startWizard()): WizardState {
  return events.reduce(stepWizard, from);
}

describe('the import wizard', () => {
  it('goes straight to the columns when the file has one sheet and a header', () => {
    expect(run([{ type: 'opened', file: fileSummary() }]).step).toBe('map');
  });

  it('asks for the sheet when there are several, or when no header was found', () => {
    const two = fileSummary({
      sheets: [
        { name: 'a', rows: 1, columns: 1, hidden: false },
        { name: 'b', rows: 9, columns: 9, hidden: false },
      ],
    });
    expect(run([{ type: 'opened', file: two }]).step).toBe('sheet');
    expect(run([{ type: 'opened', file: fileSummary({ headerRow: 0, mapping: {} }) }]).step).toBe('sheet');
  });

  it('does not count hidden sheets as a choice', () => {
    const file = fileSummary({
      sheets: [
        { name: 'lists', rows: 1, columns: 1, hidden: true },
        { name: 'data', rows: 9, columns: 9, hidden: false },
      ],
    });
    expect(run([{ type: 'opened', file }]).step).toBe('map');
  });

  it('lists the required fields without a column, and refuses to check until they have one', () => {
    const mapping = Object.fromEntries(
      Object.entries(fullMapping).filter(([field]) => field !== 'uscc' && field !== 'ratePpm'),
    );
    const state = run([{ type: 'opened', file: fileSummary({ mapping }) }]);
    expect(missingRequired(state.mapping)).toEqual(['uscc', 'ratePpm']);
    expect(canCheck(state)).toBe(false);
    const mended = run(
      [
        { type: 'mapped', field: 'uscc', column: 30 },
        { type: 'mapped', field: 'ratePpm', column: 31 },
      ],
      state,
    );
    expect(canCheck(mended)).toBe(true);
  });

  it('lets one column serve fields that may stand in one cell', () => {
    const column = fullMapping['province']!;
    const opened = run([{ type: 'opened', file: fileSummary() }]);
    const shared = run([{ type: 'mapped', field: 'city', column }], opened).mapping;
    expect([shared['province'], shared['city']]).toEqual([column, column]);
    expect(run([{ type: 'mapped', field: 'mcc', column }], opened).mapping['province']).toBeUndefined();
  });

  it('gives a column to one field only, and clears the doubt of the field the clerk touched', () => {
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'mapped', field: 'shortName', column: fullMapping['name']! },
    ]);
    expect(state.mapping['shortName']).toBe(fullMapping['name']);
    expect(state.mapping['name']).toBeUndefined();
    expect(state.doubtful).toEqual([]);
  });

  it('throws the plan away when the mapping changes', () => {
    const planned = run([
      { type: 'opened', file: fileSummary() },
      { type: 'started', work: 'plan', at: 0 },
      { type: 'planned', summary: importSummary() },
    ]);
    expect(planned.step).toBe('check');
    expect(canGo(planned, 'confirm')).toBe(true);
    const remapped = run([{ type: 'mapped', field: 'remark', column: null }], planned);
    expect(canGo(remapped, 'confirm')).toBe(false);
    expect(canGo(remapped, 'check')).toBe(false);
  });

  it('does not go to the summary when no row would be written', () => {
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary({ create: 0, update: 0 }) },
    ]);
    expect(canGo(state, 'confirm')).toBe(false);
    expect(run([{ type: 'went', to: 'confirm' }], state).step).toBe('check');
  });

  it('commits a file seen before only after the clerk said so', () => {
    const file = fileSummary({ sameFileAs: { batchId: 'b1', at: 1, by: 'x' } });
    const state = run([
      { type: 'opened', file },
      { type: 'planned', summary: importSummary() },
      { type: 'went', to: 'confirm' },
    ]);
    expect(canCommit(state)).toBe(false);
    expect(canCommit(run([{ type: 'sameFileAllowed', allowed: true }], state))).toBe(true);
  });

  it('allows nothing else while work is under way', () => {
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary() },
      { type: 'went', to: 'confirm' },
      { type: 'started', work: 'commit', at: 0 },
    ]);
    expect(canCommit(state)).toBe(false);
    expect(canGo(state, 'file')).toBe(false);
    expect(canGo(state, 'check')).toBe(false);
  });

  it('keeps the step and shows the error when work fails', () => {
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary() },
      { type: 'went', to: 'confirm' },
      { type: 'started', work: 'commit', at: 0 },
      { type: 'failed', error: { code: 'import.table_moved_on' } },
    ]);
    expect(state.step).toBe('confirm');
    expect(state.error?.code).toBe('import.table_moved_on');
    expect(state.busy).toBeNull();
    expect(run([{ type: 'went', to: 'check' }], state).error).toBeNull();
  });

  it('starts over when work is cancelled, because the worker that held the file is gone', () => {
    const state = run([
      { type: 'modeChosen', mode: 'fill' },
      { type: 'opened', file: fileSummary() },
      { type: 'started', work: 'plan', at: 0 },
      { type: 'cancelled' },
    ]);
    expect(state.step).toBe('file');
    expect(state.file).toBeNull();
    expect(state.duplicateMode).toBe('fill');
  });

  it('ends on the result, from where only a new import leads on', () => {
    const outcome = { batchId: 'b', created: 8, updated: 0, skipped: 0, failed: 2 };
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary() },
      { type: 'went', to: 'confirm' },
      { type: 'started', work: 'commit', at: 0 },
      { type: 'committed', outcome },
    ]);
    expect(state.step).toBe('done');
    expect(state.outcome).toEqual(outcome);
    expect(canGo(state, 'check')).toBe(false);
    expect(run([{ type: 'reset' }], state)).toEqual(startWizard());
  });

  it('keeps the plan when only cells changed', () => {
    const state = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary() },
      { type: 'started', work: 'edit', at: 0 },
      { type: 'rechecked', summary: importSummary({ invalid: 1, valid: 9, create: 9 }) },
    ]);
    expect(state.stale).toBe(false);
    expect(state.summary?.create).toBe(9);
  });

  it('comes back to the rows of an import that was not finished, with everything that was decided', () => {
    const resumed = {
      file: fileSummary({ doubtful: ['remark'] }),
      mapping: { name: 3 },
      duplicateMode: 'update' as const,
      summary: importSummary(),
    };
    const state = run([
      { type: 'started', work: 'resume', at: 0 },
      { type: 'resumed', resumed },
    ]);
    expect(state).toMatchObject({
      step: 'check',
      busy: null,
      stale: false,
      mapping: { name: 3 },
      duplicateMode: 'update',
    });
    expect(state.doubtful).toEqual([]);
  });

  it('knows what a commit would do only until something changes', () => {
    const dryRun = {
      create: 1,
      update: 0,
      fill: 0,
      unchanged: 0,
      skip: { duplicate: 0, existing: 0, chosen: 0, removed: 0, blank: 0 },
      failed: 0,
      fields: [],
      filled: [],
      tidied: [],
      cleared: [],
    };
    const looked = run([
      { type: 'opened', file: fileSummary() },
      { type: 'planned', summary: importSummary() },
      { type: 'previewed', dryRun },
    ]);
    expect(looked.dryRun).toEqual(dryRun);
    expect(run([{ type: 'rechecked', summary: importSummary() }], looked).dryRun).toBeNull();
    expect(run([{ type: 'planned', summary: importSummary() }], looked).dryRun).toBeNull();
  });

  it('tells the pace only when there is something to judge by', () => {
    const busy = { work: 'commit' as const, startedAt: 1000, done: 500, total: 2000 };
    expect(progressPace(busy, 1100)).toBeNull();
    expect(progressPace(busy, 2000)).toEqual({ perSecond: 500, secondsLeft: 3 });
    expect(progressPace({ ...busy, done: 0 }, 5000)).toBeNull();
    expect(progressPace({ ...busy, total: 0 }, 5000)).toBeNull();
  });

  it('ignores progress that arrives after the work ended', () => {
    const state = run([{ type: 'opened', file: fileSummary() }]);
    expect(run([{ type: 'progressed', done: 5, total: 10 }], state)).toBe(state);
  });
});
