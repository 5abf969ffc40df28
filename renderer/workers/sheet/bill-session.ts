import type { BillDraft, BillSheetApi } from '@shared/contracts/bill-sheet';
import type { BillInput, BillRawFile } from '@shared/contracts/bills';
import type { CoreClient } from '@shared/contracts/core';
import type { OnProgress } from '@shared/contracts/sheet';
import { readBill } from '@shared/imports/bills/read-bill';
import { LineCollector } from '@shared/imports/bills/collect-groups';
import type { BillReading } from '@shared/imports/bills/define';
import type { RawSheet } from '@shared/imports/define';
import { understandSheets } from '@shared/imports/understand';
import { fail, ok, type AppError, type Result } from '@shared/kernel/result';
import { readBillFiles } from './bill-files';
import type { Inflate } from './inflate';
import { sha256Hex } from './open-file';

/** The files of one choice, with everything `bill.commit` needs of them. */
export class BillSession {
  private drafts: BillDraft[] = [];
  private readonly inputs = new Map<number, BillInput>();
  private readonly raw = new Map<string, BillRawFile>();

  constructor(
    private readonly core: CoreClient,
    private readonly inflate?: Inflate,
  ) {}

  async open(files: Parameters<BillSheetApi['openBills']>[0], onProgress?: OnProgress): Promise<Result<BillDraft[]>> {
    this.close();
    const total = files.reduce((sum, file) => sum + file.blob.size, 0);
    let done = 0;
    for (const { name, blob } of files) {
      await this.read(name, new Uint8Array(await blob.arrayBuffer()));
      done += blob.size;
      onProgress?.({ phase: 'read', done, total });
    }
    const noted = await this.noteEarlier();
    return noted.ok ? ok(this.drafts) : noted;
  }

  async commit(ids: readonly number[], onProgress?: OnProgress): ReturnType<BillSheetApi['commitBills']> {
    const bills = ids.flatMap((id) => this.inputs.get(id) ?? []);
    if (bills.length === 0) return fail('import.nothing_to_do');
    const hashes = new Set(bills.map((bill) => bill.sha256));
    const files = [...hashes].flatMap((sha256) => this.raw.get(sha256) ?? []);
    return this.core.execute(
      'bill.commit',
      { bills, files },
      { onProgress: (done, total) => onProgress?.({ phase: 'prepare', done, total }) },
    );
  }

  close(): void {
    this.drafts = [];
    this.inputs.clear();
    this.raw.clear();
  }

  private async read(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const found = await readBillFiles(bytes, fileName, this.inflate && { inflate: this.inflate });
    if (!found.ok) return this.refuse(fileName, found.error);
    const sha256 = await sha256Hex(bytes);
    const nameOf = (member: string) => (found.value.isArchive ? `${fileName}/${member}` : fileName);
    for (const { name, book } of found.value.files) {
      if (book) this.readSheets(book.sheets, nameOf(name), sha256);
      else this.add({ fileName: nameOf(name), kind: 'no-bill' });
    }
    for (const { name, error } of found.value.failed) this.refuse(nameOf(name), error);
    this.raw.set(sha256, { sha256, fileName: fileName.slice(0, 255), bytes });
  }

  private readSheets(sheets: readonly RawSheet[], fileName: string, sha256: string): void {
    const understood = understandSheets(sheets);
    if (!understood.ok && understood.error.code === 'file.personal_bill')
      return this.refuse(fileName, understood.error);
    let isAny = false;
    for (const sheet of sheets) {
      if (sheet.hidden) continue;
      const lines = new LineCollector();
      const reading = readBill(sheet, { onLine: lines.add });
      if (!reading) continue;
      isAny = true;
      const label = sheets.length > 1 ? `${fileName} · ${sheet.name}` : fileName;
      this.addReading(reading, lines, label.slice(0, 255), sha256);
    }
    if (!isAny) this.refuse(fileName, understood.ok ? { code: 'bill.unknown_layout' } : understood.error);
  }

  private addReading(reading: BillReading, lines: LineCollector, fileName: string, sha256: string): void {
    const { kind, source, rows, totals, days, issues } = reading;
    const isSummary = source.keys.store !== undefined;
    const groups = isSummary ? [] : lines.finish(reading.account);
    // A table without a proof of its own may have bad rows: what is not understood is not stored by halves.
    const bad = issues.find((issue) => issue.severity === 'error');
    const error = reading.error ?? (bad ? unreadable(rows.invalid, bad.row) : null);
    const id = this.add({
      fileName,
      kind,
      channel: source.channel,
      accounts: [...new Set(groups.map((group) => group.account))],
      from: days[0]?.[0] ?? '',
      to: days.at(-1)?.[0] ?? '',
      days: days.length,
      rows,
      totals,
      issues: issues.slice(0, 200),
      error,
    });
    if (!error) this.inputs.set(id, { fileName, sha256, kind, channel: source.channel, rows, totals, groups });
  }

  private refuse(fileName: string, error: AppError): void {
    this.add({ fileName, kind: 'unknown', error });
  }

  private add(draft: Partial<BillDraft> & Pick<BillDraft, 'fileName' | 'kind'>): number {
    const id = this.drafts.length;
    this.drafts.push({
      id,
      channel: null,
      accounts: [],
      from: '',
      to: '',
      days: 0,
      rows: { total: 0, valid: 0, invalid: 0, duplicate: 0, skipped: 0 },
      totals: null,
      issues: [],
      error: null,
      earlier: null,
      ...draft,
    });
    return id;
  }

  private async noteEarlier(): Promise<Result<void>> {
    const asked = await this.core.ask('bill.known', { sha256: [...this.raw.keys()] });
    if (!asked.ok) return asked;
    const known = new Map(asked.value.map(({ sha256, at, byName }) => [sha256, { at, byName }]));
    for (const [id, { sha256 }] of this.inputs) {
      const earlier = known.get(sha256);
      if (earlier) this.drafts[id] = { ...this.drafts[id]!, earlier };
    }
    return ok();
  }
}

function unreadable(count: number, row: number): AppError {
  return { code: 'bill.rows_unreadable', params: { count, row } };
}
