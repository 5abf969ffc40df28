import { journalFileName, parseJournalName } from '@shared/contracts/journal';
import { SCHEMA_VERSION } from '@renderer/data/db';
import { TABLE_NAMES } from '@renderer/data/tables';
import {
  JOURNAL_KEY,
  newEpoch,
  type JournalPlace,
  type WriteEntry,
  type WriteJournal,
} from '@renderer/data/write-journal';
import { newestDataFirst, verifiedThere } from '@shared/rules/backup-order';
import { orRefuse } from '../backup/backup-error';
import { adminRecipients, backupPublicKey, createFileKey, sealToInstall } from '../backup/file/keys';
import type { CoreContext, MetaValues } from '../context';
import { describeError } from '../describe-error';
import { toBase64 } from '../vault/base64';
import { EntryRecords } from './entry';
import type { JournalHeader } from './layout';
import { firstSeqOf, lastSeq, listSegments } from './read';
import { Segment } from './segment';

type Outside = Pick<CoreContext, 'db' | 'host' | 'vault' | 'appVersion' | 'now'>;

/** How the journal outside stands to the data. */
export type JournalState =
  /** Newest backup and journal are the data. */
  | 'whole'
  /** Something was stored that no journal has: only a backup makes it whole again. */
  | 'gap';

/**
 * Writes down outside the database what is stored in it, before whoever stored it is answered. Together with the newest
 * verified backup that is all of the data, also when the engine throws the database away (trust.md section 0).
 */
export class JournalKeeper implements WriteJournal {
  state: JournalState = 'gap';
  /** Times in a row that it broke off without an entry in between. */
  failures = 0;
  /** Entries since the last backup of this start of the program. */
  entries = 0;
  private place: JournalPlace | null = null;
  private segment: Segment | null = null;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly outside: Outside) {}

  /**
   * Where the journal stands when the program starts.
   * @returns 'behind' when it holds what the database has lost
   */
  async resume(): Promise<JournalState | 'behind'> {
    const { db, host } = this.outside;
    const before = await db.journalPlace();
    if (!before) return this.state;
    const last = await lastSeq(host.journal, before.epoch);
    // Once more: another window may have stored, and written down, in between, and nothing is lost by that.
    const place = (await db.journalPlace()) ?? before;
    if (place.epoch !== before.epoch) return this.state;
    if (last !== null && last > place.seq) return 'behind';
    if (last === place.seq) {
      this.place = place;
      this.state = 'whole';
    }
    return this.state;
  }

  /** The data goes on from what is stored, whatever an older journal says. */
  async startAnew(): Promise<void> {
    const { db } = this.outside;
    const value: JournalPlace = { epoch: newEpoch(), seq: 0 };
    await db.write(['meta'], async () => void (await db.table('meta').put({ key: JOURNAL_KEY, value })));
  }

  begin(): WriteEntry {
    const records = new EntryRecords();
    let broken: unknown = null;
    return {
      note: (mutation) => {
        try {
          records.note(mutation);
        } catch (error) {
          // What cannot be written down must not keep from being stored; it is said and mended by a backup.
          broken ??= error;
        }
      },
      committed: (place) => this.inTurn(() => this.append(place, records, broken)),
    };
  }

  /** A verified backup holds everything up to there. */
  coveredBy(place: JournalPlace): Promise<void> {
    return this.inTurn(async () => {
      this.place = place;
      this.state = 'whole';
      this.entries = 0;
      this.segment = null;
      // At once, so that the next start sees that nothing is missing.
      await this.open(place);
      // What is not cleared away now is by the next backup.
      await this.clearAway(place).catch(() => undefined);
    });
  }

  /** Backups were deleted. @param left up to where each of the others reaches */
  requireOneOf(left: readonly JournalPlace[]): Promise<void> {
    return this.inTurn(async () => {
      const { place } = this;
      if (this.state === 'gap' || !place) return;
      const from = firstSeqOf((await listSegments(this.outside.host.journal, place.epoch))[0] ?? { name: '' });
      if (!left.some(({ epoch, seq }) => epoch === place.epoch && seq + 1 >= from)) this.state = 'gap';
    });
  }

  /** Waits for what is being written. */
  flush(): Promise<void> {
    return this.queue;
  }

  private async append(place: JournalPlace, records: EntryRecords, broken: unknown): Promise<void> {
    if (this.state === 'gap') return;
    const before = this.place;
    if (broken !== null || before?.epoch !== place.epoch || before.seq + 1 !== place.seq) return this.breakOff(broken);
    const at = this.outside.now();
    try {
      this.segment ??= await this.begun(before);
      await this.segment.append(place.seq, at, records);
    } catch {
      // A disk that was busy for a moment is no reason for a backup. What the failed file holds of it is not read twice.
      await this.open(before);
      await this.segment!.append(place.seq, at, records);
    }
    this.place = place;
    this.failures = 0;
    this.entries++;
    if (records.changesLocks) await this.open(place);
  }

  /** A file that goes on after `place`. */
  private async open(place: JournalPlace): Promise<void> {
    this.segment = null;
    this.segment = await this.begun(place);
  }

  private async begun({ epoch, seq }: JournalPlace): Promise<Segment> {
    const { db, host, appVersion, now } = this.outside;
    const install = (await db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
    const publicKey = await this.publicKey();
    if (!install || publicKey === null) throw new Error('no key yet');
    const fileKey = createFileKey();
    const header: JournalHeader = {
      app: 'merchant-desk',
      what: 'journal',
      appVersion,
      schemaVersion: SCHEMA_VERSION,
      createdAt: now(),
      installId: install.installId,
      epoch,
      firstSeq: seq + 1,
      tables: [...TABLE_NAMES],
      cipher: 'A256GCM',
      noncePrefix: toBase64(crypto.getRandomValues(new Uint8Array(7))),
      recipients: [
        await sealToInstall(fileKey, publicKey),
        ...(await adminRecipients(await db.table('admins').toArray())),
      ],
    };
    const mark = crypto.randomUUID().slice(0, 8);
    return Segment.begin(host.journal, journalFileName(epoch, seq + 1, mark), header, fileKey);
  }

  private async publicKey(): Promise<string | null> {
    const { db, vault } = this.outside;
    if (vault.isOpen) return backupPublicKey(vault.ring);
    const stored = (await db.table('meta').get('backupKey'))?.value as MetaValues['backupKey'] | undefined;
    return stored?.publicKey ?? null;
  }

  /**
   * What the backup before the last one holds, and other courses of the data, is needed by nothing any more: should the last
   * one go bad, the one before and the journal still tell everything.
   */
  private async clearAway({ epoch }: JournalPlace): Promise<void> {
    const { journal, backups } = this.outside.host;
    const held = newestDataFirst(verifiedThere(orRefuse(await backups.list())));
    const before = held.flatMap((backup) => (backup.journal?.epoch === epoch ? backup.journal : []))[1];
    if (!before) return;
    const others = orRefuse(await journal.list()).filter(({ name }) => parseJournalName(name)?.epoch !== epoch);
    const old = (await listSegments(journal, epoch)).filter((file) => firstSeqOf(file) <= before.seq);
    for (const { name } of [...others, ...old]) await journal.remove(name);
  }

  private breakOff(error: unknown): void {
    this.state = 'gap';
    this.failures++;
    this.segment = null;
    this.outside.host.log('error', 'journal.broken', describeError(error ?? new Error('out of turn')));
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.queue.then(step).catch((error: unknown) => this.breakOff(error));
    this.queue = turn;
    return turn;
  }
}
