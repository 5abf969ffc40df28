import type { DataCheck } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import type { CoreContext } from '../context';
import { checkIntegrity } from './restore/integrity';

const DAY_MS = 86_400_000;
/** After one that was broken off. */
const AGAIN_MS = 3_600_000;

/** Everything that must hold of the data, held against what is remembered of it outside. Reads only. */
export async function checkData(ctx: CoreContext, call: CallOptions = {}): Promise<DataCheck> {
  const sentinel = await ctx.host.readSentinel().catch(() => null);
  const anchor = sentinel && sentinel.auditSeq > 0 ? { seq: sentinel.auditSeq, hash: sentinel.auditHead } : null;
  const findings = await checkIntegrity(ctx.db, anchor, ctx.now(), call);
  const rows = Object.values(await ctx.db.counts()).reduce((sum, count) => sum + count, 0);
  return { at: ctx.now(), rows, findings };
}

/** The check of each day, beside the work that goes on, which it never keeps waiting. */
export class DailyCheck {
  /** What the last one of this start of the program came to. */
  last: DataCheck | null = null;
  private triedAt = 0;
  private changes = 0;

  isDue(ctx: CoreContext): boolean {
    const past = (at: number): number => Math.abs(ctx.now() - at);
    return past(this.last?.at ?? 0) > DAY_MS && past(this.triedAt) > AGAIN_MS;
  }

  /** Something was stored: what was read before no longer goes with what is read after. */
  noteChange(): void {
    this.changes++;
  }

  /** Broken off when something is stored meanwhile. */
  async run(ctx: CoreContext): Promise<void> {
    this.triedAt = ctx.now();
    const { changes } = this;
    const isOvertaken = (): boolean => this.changes !== changes;
    const found = await checkData(ctx, { isCancelled: isOvertaken }).catch((error: unknown) => {
      if (isOvertaken()) return null;
      throw error;
    });
    if (!found || isOvertaken()) return;
    this.last = found;
    const { rows, findings } = found;
    ctx.host.log(findings.length > 0 ? 'error' : 'info', 'backup.data_checked', { rows, count: findings.length });
  }
}
