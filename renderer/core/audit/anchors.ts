import { isExport } from '@shared/access/audit-logs';
import type { AuditAnchor } from '@shared/contracts/bridge';
import type { AuditEntryRow } from '@renderer/data/tables';
import type { Database } from '@renderer/data/db';
import type { CoreHost, MetaValues } from '../context';
import { ARCHIVE_ACTION } from './archive-record';
import { isOfLeftBranch } from './branches';

/** An anchor at least every so many entries. */
const EVERY = 100;

/** Deeds after which the log is anchored at once: data leaves the desk, a person leaves it, entries leave the database. */
function reasonOf({ action, result }: AuditEntryRow): AuditAnchor['why'] | null {
  if (result !== 'ok') return null;
  if (action === 'session.signOut') return 'signOut';
  if (action === ARCHIVE_ACTION) return 'archive';
  return isExport(action) ? 'export' : null;
}

/**
 * Writes how long the log was and what its head was into a file outside the database that only grows. Whoever cuts the
 * log, writes it anew or puts an older database back would have to forge that file and the sentinel as well.
 */
export class AnchorKeeper {
  private writing: Promise<void> = Promise.resolve();
  private installId = '';
  private lastSeq = 0;
  /** What else is on its way to the outside; set by the core. */
  beforeReading: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly host: CoreHost,
  ) {}

  /** Called once entries are durable. Never fails: what could not be anchored shows as such when the log is verified. */
  after(entries: readonly AuditEntryRow[]): void {
    const last = entries.at(-1);
    if (!last) return;
    const named = entries.flatMap((entry) => reasonOf(entry) ?? []);
    const due = Math.floor(last.seq / EVERY) > Math.floor((last.seq - entries.length) / EVERY);
    if (named.length > 0 || due) this.write(last, named[0] ?? 'rows');
  }

  /** What the outside remembers of this installation's log, by number: the file that grows, and the sentinel. */
  async read(): Promise<AuditAnchor[]> {
    await this.beforeReading();
    await this.writing;
    const installId = await this.readInstallId();
    const [anchors, sentinel] = await Promise.all([this.host.readAnchors(), this.host.readSentinel()]);
    const restored = (await this.db.table('meta').get('restored'))?.value as MetaValues['restored'] | undefined;
    const left = restored?.left ?? [];
    const own = anchors.filter((anchor) => anchor.installId === installId && !isOfLeftBranch(anchor, left));
    if (sentinel?.installId === installId && sentinel.auditSeq > 0) {
      const { auditSeq: seq, auditHead: head, lastOpenOk: at } = sentinel;
      own.push({ installId, seq, head, at, why: 'sentinel' });
    }
    return own.sort((a, b) => a.seq - b.seq || a.at - b.at);
  }

  /** Resolves when what was to be written is. */
  flush(): Promise<void> {
    return this.writing;
  }

  private write({ seq, hash: head, at }: AuditEntryRow, why: AuditAnchor['why']): void {
    if (seq <= this.lastSeq) return;
    this.lastSeq = seq;
    this.writing = this.writing
      .then(async () => this.host.appendAnchor({ installId: await this.readInstallId(), seq, head, at, why }))
      .catch(() => this.host.log('warn', 'audit.anchor_not_written', { to: seq }));
  }

  private async readInstallId(): Promise<string> {
    if (this.installId === '') {
      const install = (await this.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
      this.installId = install?.installId ?? '';
    }
    return this.installId;
  }
}
