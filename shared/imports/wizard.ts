import { merchant, type MerchantField } from '../entities/merchant';
import type { ResumedImport } from '../contracts/sheet';
import type { AppError } from '../kernel/result';
import type { DuplicateMode, FileSummary, ImportDryRun, ImportSummary } from './define';
import { mayShare } from './shared-fields';

/**
 * The import wizard as a pure state machine: what may be done when, and what each answer of the sheet worker changes.
 * `features/imports/use-import.ts` drives it; nothing here awaits, so every path can be tested without a window.
 */
export const WIZARD_STEPS = ['file', 'sheet', 'map', 'check', 'confirm', 'done'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** Work under way in the worker: at most one at a time. */
export type WizardWork = 'open' | 'resume' | 'propose' | 'plan' | 'edit' | 'preview' | 'commit' | 'save';

export interface WizardBusy {
  work: WizardWork;
  startedAt: number;
  done: number;
  /** 0 while unknown. */
  total: number;
}

export interface CommitOutcome {
  batchId: string;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

export interface WizardState {
  step: WizardStep;
  busy: WizardBusy | null;
  error: AppError | null;
  file: FileSummary | null;
  /** Entity field -> 0-based column, as the clerk left it. */
  mapping: Record<string, number>;
  /** Proposed with doubt and not yet touched by the clerk. */
  doubtful: readonly string[];
  duplicateMode: DuplicateMode;
  summary: ImportSummary | null;
  /** What a commit would do, as of the last look; null when something changed since. */
  dryRun: ImportDryRun | null;
  /** The plan no longer matches the sheet, header or mapping. */
  stale: boolean;
  allowSameFile: boolean;
  outcome: CommitOutcome | null;
}

export type WizardEvent =
  | { type: 'started'; work: WizardWork; at: number }
  | { type: 'progressed'; done: number; total: number }
  | { type: 'failed'; error: AppError }
  | { type: 'cancelled' }
  | { type: 'opened'; file: FileSummary }
  | { type: 'proposed'; file: FileSummary }
  | { type: 'mapped'; field: string; column: number | null }
  | { type: 'modeChosen'; mode: DuplicateMode }
  | { type: 'planned'; summary: ImportSummary }
  | { type: 'resumed'; resumed: ResumedImport }
  | { type: 'rechecked'; summary: ImportSummary }
  | { type: 'previewed'; dryRun: ImportDryRun }
  | { type: 'sameFileAllowed'; allowed: boolean }
  | { type: 'committed'; outcome: CommitOutcome }
  | { type: 'saved' }
  | { type: 'went'; to: WizardStep }
  | { type: 'errorDismissed' }
  | { type: 'reset' };

export function startWizard(): WizardState {
  return {
    step: 'file',
    busy: null,
    error: null,
    file: null,
    mapping: {},
    doubtful: [],
    duplicateMode: 'skip',
    summary: null,
    dryRun: null,
    stale: true,
    allowSameFile: false,
    outcome: null,
  };
}

export function stepWizard(state: WizardState, event: WizardEvent): WizardState {
  switch (event.type) {
    case 'started':
      return { ...state, busy: { work: event.work, startedAt: event.at, done: 0, total: 0 }, error: null };
    case 'progressed':
      return state.busy ? { ...state, busy: { ...state.busy, done: event.done, total: event.total } } : state;
    case 'failed':
      return { ...state, busy: null, error: event.error };
    case 'cancelled':
      // Cancelling kills the worker, and with it the opened file: only a fresh start is honest.
      return { ...startWizard(), duplicateMode: state.duplicateMode };
    case 'opened':
      return {
        ...withFile(startWizard(), event.file),
        duplicateMode: state.duplicateMode,
        step: firstStepFor(event.file),
      };
    case 'proposed':
      return withFile(state, event.file);
    case 'mapped':
      return mapField(state, event.field, event.column);
    case 'modeChosen':
      return { ...state, duplicateMode: event.mode };
    case 'planned':
      return checked(state, event.summary);
    case 'resumed': {
      const { file, mapping, duplicateMode, summary } = event.resumed;
      return checked({ ...withFile(startWizard(), file), mapping, doubtful: [], duplicateMode }, summary);
    }
    case 'rechecked':
      return { ...state, busy: null, summary: event.summary, dryRun: null };
    case 'previewed':
      return { ...state, busy: null, error: null, dryRun: event.dryRun };
    case 'sameFileAllowed':
      return { ...state, allowSameFile: event.allowed };
    case 'committed':
      return { ...state, busy: null, error: null, outcome: event.outcome, step: 'done' };
    case 'saved':
      return { ...state, busy: null };
    case 'went':
      return canGo(state, event.to) ? { ...state, step: event.to, error: null } : state;
    case 'errorDismissed':
      return { ...state, error: null };
    case 'reset':
      return startWizard();
  }
}

/** Whether the clerk may move to a step now. Going back is free until the commit; going on needs what the step needs. */
export function canGo(state: WizardState, to: WizardStep): boolean {
  if (state.busy || state.step === 'done') return false;
  switch (to) {
    case 'file':
      return true;
    case 'sheet':
    case 'map':
      return state.file !== null && (to === 'sheet' || state.file.headerRow > 0);
    case 'check':
      return canCheck(state) && !state.stale && state.summary !== null;
    case 'confirm':
      return !state.stale && state.summary !== null && rowsToWrite(state.summary) > 0;
    case 'done':
      return false;
  }
}

/** The plan can be asked for: a file, a header and a column for every required field. */
export function canCheck(state: WizardState): boolean {
  return state.file !== null && state.file.headerRow > 0 && missingRequired(state.mapping).length === 0;
}

export function canCommit(state: WizardState): boolean {
  if (state.busy || state.stale || !state.summary || state.step !== 'confirm') return false;
  return rowsToWrite(state.summary) > 0 && (!state.file?.sameFileAs || state.allowSameFile);
}

export function rowsToWrite(summary: ImportSummary): number {
  return summary.create + summary.update + summary.fill;
}

/** Required entity fields without a column, in form order. */
export function missingRequired(mapping: Readonly<Record<string, number>>): MerchantField[] {
  return (Object.keys(merchant.fields) as MerchantField[]).filter(
    (field) => merchant.fields[field].required === true && mapping[field] === undefined,
  );
}

/** Rows per second and seconds left, once there is something to judge by; null before that. */
export function progressPace(busy: WizardBusy, now: number): { perSecond: number; secondsLeft: number } | null {
  const seconds = (now - busy.startedAt) / 1000;
  if (seconds < 0.5 || busy.done <= 0 || busy.total <= 0) return null;
  const perSecond = busy.done / seconds;
  return { perSecond: Math.round(perSecond), secondsLeft: Math.ceil((busy.total - busy.done) / perSecond) };
}

function withFile(state: WizardState, file: FileSummary): WizardState {
  return {
    ...state,
    busy: null,
    error: null,
    file,
    mapping: { ...file.mapping },
    doubtful: [...file.doubtful],
    summary: null,
    dryRun: null,
    stale: true,
  };
}

function checked(state: WizardState, summary: ImportSummary): WizardState {
  return { ...state, busy: null, error: null, summary, dryRun: null, stale: false, step: 'check' };
}

/** With one sheet, a header found and nothing doubtful, the mapping is what is left to look at. */
function firstStepFor(file: FileSummary): WizardStep {
  const visible = file.sheets.filter((sheet) => !sheet.hidden);
  return visible.length > 1 || file.headerRow === 0 ? 'sheet' : 'map';
}

/** A column serves one field, or fields that may stand in one cell: giving it to another takes it from the first. */
function mapField(state: WizardState, field: string, column: number | null): WizardState {
  const mapping = Object.fromEntries(
    Object.entries(state.mapping).filter(
      ([other, used]) => other !== field && (used !== column || mayShare(other, field)),
    ),
  );
  if (column !== null) mapping[field] = column;
  return { ...state, mapping, doubtful: state.doubtful.filter((other) => other !== field), stale: true };
}
