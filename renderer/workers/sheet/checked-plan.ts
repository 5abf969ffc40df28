import type { CallOptions, CoreClient } from '@shared/contracts/core';
import type { OnProgress, SheetApi } from '@shared/contracts/sheet';
import type { ImportDryRun, ImportSummary } from '@shared/imports/define';
import type { ImportPlan } from '@shared/imports/plan';
import { inFileRows, type PlanPayload } from '@shared/imports/plan-payload';
import { fail, ok, type AppError, type Result } from '@shared/kernel/result';
import { askDatabase } from './database-answers';

type CommitOutput = Awaited<ReturnType<SheetApi['commit']>>;

/** What a commit is about, beside its rows. */
export interface CommitDetails {
  fileName: string;
  sha256: string;
  allowSameFile: boolean;
  pendingId: string | undefined;
}

/** A plan and what the database says about it: what exists already, what a commit would do, the commit. */
export class CheckedPlan {
  /** Version of the merchants at which the plan's answers hold; 0 before it has any. */
  private tableVersion = 0;

  constructor(
    private readonly core: CoreClient,
    readonly plan: ImportPlan,
  ) {}

  /** Asks about what changed since the last time. */
  async refreshed(): Promise<Result<ImportSummary>> {
    const answered = await askDatabase(this.core, this.plan, this.tableVersion);
    if (!answered.ok) return answered;
    this.tableVersion = answered.value;
    return ok(this.plan.summary());
  }

  /** Works out in the core what `commit` would do, and does none of it. */
  async dryRun(isCancelled: () => boolean, onProgress?: OnProgress): Promise<Result<ImportDryRun>> {
    const payload = this.plan.payload();
    const preview = await this.core.ask(
      'import.preview',
      this.rowsOf(payload),
      options(isCancelled, onProgress, 'prepare'),
    );
    if (!preview.ok) return this.afterRefusal(preview.error, payload);
    return ok({ ...preview.value, ...this.plan.tally() });
  }

  /** `onlyValid` false refuses a file with bad rows instead of leaving them out. */
  async commit(
    details: CommitDetails,
    onlyValid: boolean,
    isCancelled: () => boolean,
    onProgress?: OnProgress,
  ): Promise<CommitOutput> {
    const payload = this.plan.payload();
    const { failedRows, skippedRows } = payload;
    if (!onlyValid && failedRows.length > 0)
      return fail('import.rows_invalid', { params: { count: failedRows.length } });
    const counts = { skipped: skippedRows.length, failed: failedRows.length };
    const { pendingId, ...about } = details;
    const done = await this.core.execute(
      'import.commit',
      { ...this.rowsOf(payload), ...counts, ...about, ...(pendingId && { pendingId }) },
      options(isCancelled, onProgress, 'write'),
    );
    return done.ok ? ok({ ...done.value, ...counts }) : this.afterRefusal(done.error, payload);
  }

  private rowsOf({ creates, updates, fills }: PlanPayload) {
    return { creates, updates, fills, tableVersion: this.tableVersion };
  }

  /** Somebody changed merchants since the check: ask again, so that the clerk sees the new state before another try. */
  private async afterRefusal(error: AppError, payload: PlanPayload): Promise<{ ok: false; error: AppError }> {
    if (error.code === 'import.table_moved_on') await this.refreshed();
    return { ok: false, error: inFileRows(error, payload) };
  }
}

function options(
  isCancelled: () => boolean,
  onProgress: OnProgress | undefined,
  phase: 'prepare' | 'write',
): CallOptions {
  return { isCancelled, onProgress: (done, total) => onProgress?.({ phase, done, total }) };
}
