import type { LostInstall, Sentinel } from '@shared/contracts/bridge';
import { SCHEMA_VERSION } from '@renderer/data/db';
import type { CoreContext, MetaValues } from './context';

const KEPT_LOST = 5;

/** Keeps the memory outside the database fresh: what was there when it last answered. */
export class SentinelKeeper {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writing: Promise<void> = Promise.resolve();
  private anchorChecked = false;
  private brokenAnchor: Pick<Sentinel, 'auditSeq' | 'auditHead'> | null = null;

  /** @param remembered what the outside knew when this start began */
  constructor(
    private readonly ctx: CoreContext,
    private readonly delayMs: number,
    private readonly remembered: Sentinel | null,
  ) {}

  /** Soon, once for many changes: the anchor must never be ahead of what is stored. */
  schedule(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => void this.write(), this.delayMs);
  }

  write(): Promise<void> {
    this.cancel();
    this.writing = this.writing
      .then(() => this.writeNow())
      .catch(() => this.ctx.host.log('warn', 'sentinel.not_written', {}));
    return this.writing;
  }

  /** Writes what is still waiting to be written. */
  flush(): Promise<void> {
    return this.timer ? this.write() : this.writing;
  }

  /** What waits is not written: somebody else remembers now. */
  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /**
   * Compares the audit with what was remembered of it. Where the entry is missing or another one, the old anchor is
   * remembered on: writing today's head over it would hide for good that the log was cut or exchanged.
   */
  private async checkAnchor(installId: string): Promise<void> {
    const { ctx, remembered } = this;
    if (this.anchorChecked || remembered?.installId !== installId || remembered.auditSeq === 0) return;
    const entry = await ctx.db.table('audit').get(remembered.auditSeq);
    this.anchorChecked = true;
    if (entry?.hash === remembered.auditHead || (await this.wasReplaced(remembered))) return;
    this.brokenAnchor = { auditSeq: remembered.auditSeq, auditHead: remembered.auditHead };
    ctx.host.log('error', 'audit.anchor_broken', { from: remembered.auditSeq, to: ctx.audit.head.seq });
  }

  /** A restore says in the data it put in place which anchors it put an end to. */
  private async wasReplaced({ auditSeq, auditHead }: Sentinel): Promise<boolean> {
    const row = await this.ctx.db.table('meta').get('restored');
    const restored = row?.value as MetaValues['restored'] | undefined;
    return restored?.replaced.some(({ seq, hash }) => seq === auditSeq && hash === auditHead) ?? false;
  }

  private async writeNow(): Promise<void> {
    const { ctx } = this;
    const install = (await ctx.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
    if (!install) return;
    await this.checkAnchor(install.installId);
    const head = ctx.audit.head;
    const counts = await ctx.db.counts();
    const previous = this.lostBefore(install.installId);
    await ctx.host.writeSentinel({
      ...install,
      lastOpenOk: ctx.now(),
      schemaVersion: SCHEMA_VERSION,
      counts: { ...counts, merchants: ctx.merchants.size },
      auditSeq: head.seq,
      auditHead: head.hash,
      ...this.brokenAnchor,
      ...(previous.length > 0 && { previous }),
    });
  }

  /** Installations left behind by starting over: support needs to know what to look for. */
  private lostBefore(installId: string): LostInstall[] {
    if (!this.remembered) return [];
    const { previous = [], ...last } = this.remembered;
    const lost = last.installId === installId ? previous : [last, ...previous];
    return lost.slice(0, KEPT_LOST);
  }
}
