import type { BillDraft, BillSheetApi, LayoutTrial, TrialLine } from '@shared/contracts/bill-sheet';
import type { BillInput, BillRawFile } from '@shared/contracts/bills';
import type { CoreClient } from '@shared/contracts/core';
import type { OnProgress } from '@shared/contracts/sheet';
import { findBill, readBill } from '@shared/imports/bills/read-bill';
import { ChannelCollector } from '@shared/imports/bills/by-channel';
import { cleanAccount, NO_ACCOUNT } from '@shared/imports/bills/collect-groups';
import type { BillLine } from '@shared/imports/bills/define';
import { checkLayout, layoutSource, type BillLayout } from '@shared/imports/bills/layout';
import { guessHeaderRow, proposeLayout, type ProposedLayout } from '@shared/imports/bills/propose-layout';
import type { RawSheet } from '@shared/imports/define';
import { personalBillError, understandSheets } from '@shared/imports/understand';
import { fail, ok, type AppError, type Result } from '@shared/kernel/result';
import { readBillFiles } from './bill-files';
import type { Inflate } from './inflate';
import { sha256Hex } from './open-file';
import { nameOfFile, SavedLayouts } from './saved-layouts';

type NewDraft = Partial<BillDraft> & Pick<BillDraft, 'fileName' | 'kind'>;

/** A sheet that can be read anew. */
interface Kept {
  sheet: RawSheet;
  sha256: string;
  fileName: string;
}

/** Read by what columns are usually called, or not at all: whoever has the file may know better. */
const BY_USUAL_NAMES: ReadonlySet<BillDraft['kind']> = new Set<BillDraft['kind']>([
  'bank',
  'acquirer',
  'lakala',
  'unknown',
]);
const SHOWN_LINES = 5;

/** The files of one choice, with everything `bill.commit` needs of them. */
export class BillSession {
  private drafts: BillDraft[] = [];
  /** Of each draft that can be stored: a bill for each channel in it. */
  private readonly inputs = new Map<number, BillInput[]>();
  private readonly raw = new Map<string, BillRawFile>();
  private readonly kept = new Map<number, Kept>();
  /** What the account is called that a draft's file does not name. */
  private readonly nameless = new Map<number, string>();
  private layouts = new SavedLayouts([]);
  /** SHA-256 of every file read, and its name. */
  private readonly seen = new Map<string, string>();

  constructor(
    private readonly core: CoreClient,
    private readonly inflate?: Inflate,
  ) {}

  async open(files: Parameters<BillSheetApi['openBills']>[0], onProgress?: OnProgress): Promise<Result<BillDraft[]>> {
    this.close();
    const saved = await this.core.ask('billLayout.list', {});
    if (!saved.ok) return saved;
    this.layouts = new SavedLayouts(saved.value);
    const total = files.reduce((sum, file) => sum + file.blob.size, 0);
    let done = 0;
    for (const { name, blob } of files) {
      // A file may have gone or been locked since it was chosen: the others are read all the same.
      const bytes = await blob.arrayBuffer().catch(() => null);
      if (bytes) await this.read(name, new Uint8Array(bytes));
      else this.refuse(name, { code: 'file.unreadable' });
      done += blob.size;
      onProgress?.({ phase: 'read', done, total });
    }
    const noted = await this.noteEarlier();
    return noted.ok ? ok([...this.drafts]) : noted;
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
    this.kept.clear();
    this.nameless.clear();
    this.seen.clear();
  }

  table(id: number, headerRow?: number): Result<ProposedLayout> {
    const kept = this.kept.get(id);
    if (!kept) return fail('bill.unknown_layout');
    const { sheet, fileName } = kept;
    const row = headerRow ?? (findBill(sheet, { own: this.layouts.sourceOf })?.row ?? guessHeaderRow(sheet)) + 1;
    const proposed = proposeLayout(sheet, row, nameOfFile(fileName));
    if (!proposed) return fail('bill.unknown_layout');
    const saved = this.layouts.get(proposed.layout.id);
    return ok(saved ? { ...proposed, layout: saved } : proposed);
  }

  tryLayout(id: number, headerRow: number, layout: BillLayout): Result<LayoutTrial> {
    const kept = this.kept.get(id);
    if (!kept || checkLayout(layout) !== '') return fail('bill.unknown_layout');
    const lines: TrialLine[] = [];
    const onLine = ({ row, bizDate, second, kind, amountFen, balanceFen }: BillLine) => {
      if (lines.length < SHOWN_LINES) lines.push({ row, bizDate, second, kind, amountFen, balanceFen });
    };
    const reading = readBill(kept.sheet, { headerRow, own: () => layoutSource(layout), onLine });
    if (!reading) return fail('bill.unknown_layout');
    const { rows, totals, issues, error } = reading;
    return ok({ rows, totals, issues: issues.slice(0, SHOWN_LINES), error, lines });
  }

  async setAccount(id: number, account: string): Promise<Result<BillDraft[]>> {
    const draft = this.drafts[id];
    if (!draft?.lacksAccount) return ok([...this.drafts]);
    const named = cleanAccount(account.replace(/\s/g, '')) || NO_ACCOUNT;
    const before = this.nameless.get(id);
    const inputs = (this.inputs.get(id) ?? []).map((input) => ({
      ...input,
      groups: input.groups.map((group) => (group.account === before ? { ...group, account: named } : group)),
    }));
    this.inputs.set(id, inputs);
    this.nameless.set(id, named);
    this.drafts[id] = { ...draft, accounts: accountsOf(inputs) };
    const noted = await this.noteFresh();
    return noted.ok ? ok([...this.drafts]) : noted;
  }

  async reread(): Promise<Result<BillDraft[]>> {
    const saved = await this.core.ask('billLayout.list', {});
    if (!saved.ok) return saved;
    this.layouts = new SavedLayouts(saved.value);
    for (const [id, source] of this.kept) {
      const read = this.readSheet(source);
      const unknown: NewDraft = { fileName: source.fileName, kind: 'unknown', error: { code: 'bill.unknown_layout' } };
      this.drafts[id] = this.toDraft(id, read?.draft ?? unknown);
      this.keep(id, source, read?.inputs ?? []);
    }
    const noted = await this.noteEarlier();
    return noted.ok ? ok([...this.drafts]) : noted;
  }

  private async read(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const found = await readBillFiles(bytes, fileName, this.inflate && { inflate: this.inflate });
    if (!found.ok) return void this.refuse(fileName, found.error);
    const sha256 = await sha256Hex(bytes);
    const nameOf = (member: string) => (found.value.isArchive ? `${fileName}/${member}` : fileName);
    for (const { name, book, sha256: own } of found.value.files) {
      const before = this.seen.get(own);
      if (book && before !== undefined)
        this.refuse(nameOf(name), { code: 'bill.repeated_file', params: { file: before } });
      else if (book) this.readSheets(book.sheets, nameOf(name), sha256);
      else this.add({ fileName: nameOf(name), kind: 'no-bill' });
      if (before === undefined) this.seen.set(own, nameOf(name));
    }
    for (const { name, error } of found.value.failed) this.refuse(nameOf(name), error);
    this.raw.set(sha256, { sha256, fileName: fileName.slice(0, 255), bytes });
  }

  private readSheets(sheets: readonly RawSheet[], fileName: string, sha256: string): void {
    const personal = personalBillError(sheets);
    if (personal) return void this.refuse(fileName, personal);
    const visible = sheets.filter((sheet) => !sheet.hidden);
    const labelOf = (sheet: RawSheet) => (sheets.length > 1 ? `${fileName} · ${sheet.name}` : fileName).slice(0, 255);
    let isAny = false;
    for (const sheet of visible) {
      const source = { sheet, sha256, fileName: labelOf(sheet) };
      const read = this.readSheet(source);
      if (!read) continue;
      isAny = true;
      this.keep(this.add(read.draft), source, read.inputs);
    }
    if (isAny) return;
    const understood = understandSheets(sheets);
    const id = this.refuse(fileName, understood.ok ? { code: 'bill.unknown_layout' } : understood.error);
    const table = visible.find((sheet) => guessHeaderRow(sheet) >= 0);
    if (table) this.keep(id, { sheet: table, sha256, fileName: labelOf(table) });
  }

  private readSheet({ sheet, sha256, fileName }: Kept): { draft: NewDraft; inputs: BillInput[] } | undefined {
    const lines = new ChannelCollector();
    const reading = readBill(sheet, { onLine: lines.add, own: this.layouts.sourceOf });
    if (!reading) return undefined;
    const { kind, rows, totals, days, issues } = reading;
    const parts = lines.finish(reading);
    // A table without a proof of its own may have bad rows: what is not understood is not stored by halves.
    const bad = issues.find((issue) => issue.severity === 'error');
    const error = reading.error ?? (bad ? unreadable(rows.invalid, bad.row) : null);
    const draft: NewDraft = {
      fileName,
      kind,
      channel: parts.length === 1 ? parts[0]!.channel : null,
      accounts: accountsOf(parts),
      lacksAccount: !error && accountsOf(parts).includes(NO_ACCOUNT),
      from: days[0]?.[0] ?? '',
      to: days.at(-1)?.[0] ?? '',
      days: days.length,
      rows,
      totals,
      issues: issues.slice(0, 200),
      error,
      layoutName: this.layouts.nameOf(reading.headers),
    };
    return { draft, inputs: error ? [] : parts.map((part) => ({ fileName, sha256, kind, ...part })) };
  }

  /** What is needed to store a draft, and its sheet where its columns may be named. */
  private keep(id: number, source: Kept, inputs: BillInput[] = []): void {
    if (inputs.length > 0) this.inputs.set(id, inputs);
    else this.inputs.delete(id);
    const draft = this.drafts[id]!;
    const mayName = BY_USUAL_NAMES.has(draft.kind);
    this.drafts[id] = { ...draft, mayName };
    if (mayName) this.kept.set(id, source);
    if (draft.lacksAccount) this.nameless.set(id, NO_ACCOUNT);
  }

  private refuse(fileName: string, error: AppError): number {
    return this.add({ fileName, kind: 'unknown', error });
  }

  private add(draft: NewDraft): number {
    const id = this.drafts.length;
    this.drafts.push(this.toDraft(id, draft));
    return id;
  }

  private toDraft(id: number, draft: NewDraft): BillDraft {
    return {
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
      fresh: null,
      lacksAccount: false,
      mayName: false,
      layoutName: '',
      ...draft,
    };
  }

  private async noteEarlier(): Promise<Result<void>> {
    const asked = await this.core.ask('bill.known', { sha256: [...this.raw.keys()] });
    if (!asked.ok) return asked;
    const known = new Map(asked.value.map(({ sha256, at, byName }) => [sha256, { at, byName }]));
    for (const [id, [first]] of this.inputs) {
      const earlier = known.get(first!.sha256);
      if (earlier) this.drafts[id] = { ...this.drafts[id]!, earlier };
    }
    return this.noteFresh();
  }

  /** Of what can be stored, in the order in which it would be. */
  private async noteFresh(): Promise<Result<void>> {
    const storable = [...this.inputs].flatMap(([id, inputs]) =>
      this.drafts[id]!.earlier ? [] : inputs.map((input) => ({ id, input })),
    );
    const withLines = storable.filter(({ input }) => input.groups.length > 0);
    const bills = withLines.map(({ input: { kind, channel, groups } }) => ({ kind, channel, groups }));
    const counted = await this.core.ask('bill.fresh', { bills });
    if (!counted.ok) return counted;
    for (const { id } of withLines) this.drafts[id] = { ...this.drafts[id]!, fresh: 0 };
    withLines.forEach(({ id }, i) => {
      const draft = this.drafts[id]!;
      this.drafts[id] = { ...draft, fresh: draft.fresh! + counted.value[i]! };
    });
    return ok();
  }
}

function accountsOf(parts: readonly Pick<BillInput, 'groups'>[]): string[] {
  return [...new Set(parts.flatMap(({ groups }) => groups.map(({ account }) => account)))];
}

function unreadable(count: number, row: number): AppError {
  return { code: 'bill.rows_unreadable', params: { count, row } };
}
