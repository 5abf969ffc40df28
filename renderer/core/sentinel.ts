import type { Sentinel } from '@shared/contracts/bridge';
import { SCHEMA_VERSION } from '@renderer/data/db';
import type { CoreContext, MetaValues } from './context';

/** Keeps the memory outside the database fresh: what was there when it last answered. */
export class SentinelKeeper {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly ctx: CoreContext,
    private readonly delayMs: number,
  ) {}

  /** Soon, once for many changes: the anchor must never be ahead of what is stored. */
  schedule(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.write();
    }, this.delayMs);
  }

  write(): Promise<void> {
    this.writing = this.writing
      .then(() => this.writeNow())
      .catch(() => this.ctx.host.log('warn', 'sentinel.not_written', {}));
    return this.writing;
  }

  stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    return this.writing;
  }

  private async writeNow(): Promise<void> {
    const { ctx } = this;
    const install = (await ctx.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
    if (!install) return;
    const head = ctx.audit.head;
    const counts = await ctx.db.counts();
    const sentinel: Sentinel = {
      ...install,
      lastOpenOk: ctx.now(),
      schemaVersion: SCHEMA_VERSION,
      counts: { ...counts, merchants: ctx.merchants.size },
      auditSeq: head.seq,
      auditHead: head.hash,
    };
    await ctx.host.writeSentinel(sentinel);
  }
}
