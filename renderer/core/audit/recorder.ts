import type { SystemAction } from '@shared/access/audit-logs';
import type { Actor } from '@shared/access/can';
import type { AuditEntryRow, AuditRowsRow, TableName } from '@renderer/data/tables';
import type { PackedRowChanges, UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import type { CommandDef } from '../define';
import { auditRowsId } from './bulk-rows';
import type { AuditDraft, Sign } from './chain';

/** Entries ready to be stored, with the rows of bulk deeds among them. */
export interface Sealed {
  entries: AuditEntryRow[];
  rows: AuditRowsRow[];
  /** Entries that leave the database. */
  archived?: UnitOfWork['archived'];
}

type Doer = Actor & { sessionId: string };
type Result = AuditDraft['result'];

/** What no admin did: the desk itself noticed it. Written before the next entry. */
export interface SystemEvent {
  action: SystemAction;
  diff?: AuditDraft['diff'];
  counts?: Record<string, number>;
  reason?: string;
}

export const NOTHING_SEALED: Sealed = { entries: [], rows: [] };
/** What a transaction opens besides the command's own tables. */
export const AUDIT_TABLES: readonly TableName[] = ['audit', 'auditRows'];

/** A clock set back by less is a clock put right. */
const CLOCK_SET_BACK_MS = 5 * 60_000;

/** Makes the audit's entries from what the unit of work recorded. The gate alone has one. */
export class AuditRecorder {
  constructor(private readonly ctx: CoreContext) {}

  /** The entries of a deed; none when it is nobody's business or changed nothing. */
  sealDeed(
    def: Pick<CommandDef, 'name' | 'access' | 'auditAlways' | 'unaudited'>,
    uow: UnitOfWork,
    sessionId: string,
    result: Result,
    sign: Sign | null,
  ): Sealed {
    if (def.unaudited) return NOTHING_SEALED;
    // Before a sign-in nobody is known, be there somebody else's locked session: the deed is whose `run` says it is.
    const own = def.access !== 'public' && uow.actor ? { ...uow.actor, sessionId } : null;
    const doer = uow.attributedTo ?? own;
    const base = this.draft(def.name, uow.now, result, doer, this.levelOf(doer, uow));
    const made = { ...base, reason: uow.reason };
    const single = uow.changes.map((change) => ({ draft: { ...made, ...change }, packed: undefined }));
    const bulk = uow.bulkChanges.map(({ rows: packed, ...change }) => ({
      draft: { ...made, ...change, rows: packed?.count ?? 0 },
      packed,
    }));
    const before = this.followUps(def, uow, made).map((draft) => ({ draft, packed: undefined }));
    const all = [...single, ...bulk];
    if (all.length === 0 && def.auditAlways) all.push({ draft: made, packed: undefined });
    return { ...this.seal([...before, ...all], uow.now, sign), archived: uow.archived };
  }

  sealDenied(action: string, doer: Doer | null, sign: Sign | null): Sealed {
    const now = this.ctx.now();
    const draft = this.draft(action, now, 'denied', doer, this.levelOf(doer));
    return this.seal([{ draft, packed: undefined }], now, sign);
  }

  /** Inside the transaction. */
  async store({ entries, rows, archived }: Sealed): Promise<void> {
    const { db } = this.ctx;
    if (archived) {
      const { fromSeq, toSeq } = archived;
      await db.table('audit').where('seq').between(fromSeq, toSeq, true, true).delete();
      await db.table('auditRows').where('seq').between(fromSeq, toSeq, true, true).delete();
    }
    if (entries.length > 0) await db.table('audit').bulkAdd(entries);
    if (rows.length > 0) await db.table('auditRows').bulkAdd(rows);
  }

  /** Once the transaction is durable. */
  stored({ entries, archived }: Sealed): void {
    if (entries.length === 0) return;
    if (archived) this.ctx.auditLog.forget();
    this.ctx.audit.advance(entries);
    this.ctx.events.length = 0;
    this.ctx.anchors.after(entries);
  }

  private seal(
    all: readonly { draft: AuditDraft; packed: PackedRowChanges | undefined }[],
    now: number,
    sign: Sign | null,
  ): Sealed {
    if (all.length === 0) return NOTHING_SEALED;
    const before = this.systemDrafts(now).map((draft) => ({ draft, packed: undefined }));
    const together = [...before, ...all];
    const entries = this.ctx.audit.link(
      together.map(({ draft }) => draft),
      sign,
    );
    const rows = together.flatMap(({ packed }, i) => {
      const { seq } = entries[i]!;
      return (packed?.blocks ?? []).map(({ firstId, columns }) => ({ id: auditRowsId(seq, firstId), seq, columns }));
    });
    return { entries, rows };
  }

  /** A deed that comes of another one, under its own name: signing out ends a preview. */
  private followUps(def: Pick<CommandDef, 'name'>, uow: UnitOfWork, made: AuditDraft): AuditDraft[] {
    return uow.followUps.filter((name) => name !== def.name).map((action) => ({ ...made, action }));
  }

  private systemDrafts(now: number): AuditDraft[] {
    const { lastAt } = this.ctx.audit;
    const events = [...this.ctx.events];
    if (lastAt - now > CLOCK_SET_BACK_MS) {
      const diff = [{ field: 'clock', before: new Date(lastAt).toISOString(), after: new Date(now).toISOString() }];
      events.push({ action: 'system.clockSetBack', diff });
    }
    return events.map((event) => ({ ...this.draft(event.action, now, 'ok', null, ''), ...event }));
  }

  private draft(action: string, at: number, result: Result, doer: Doer | null, level: string): AuditDraft {
    return {
      at,
      tzOffset: -new Date(at).getTimezoneOffset(),
      actorId: doer?.adminId ?? '',
      actorName: doer?.name ?? '',
      roleId: doer?.roleId ?? '',
      level,
      sessionId: doer?.sessionId ?? '',
      requestId: this.ctx.newId(),
      action,
      targetType: '',
      targetId: '',
      targetLabel: '',
      diff: [],
      counts: {},
      rowsHash: '',
      rows: 0,
      reason: '',
      result,
      appVersion: this.ctx.appVersion,
    };
  }

  /** As it was when the deed was done, be it the deed that made the admin. */
  private levelOf(doer: Doer | null, uow?: UnitOfWork): string {
    if (!doer) return '';
    return (this.ctx.access.admin(doer.adminId) ?? uow?.writtenTo('admins').get(doer.adminId))?.level ?? '';
  }
}
