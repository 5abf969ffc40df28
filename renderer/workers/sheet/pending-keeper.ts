import type { CoreClient, PendingFile } from '@shared/contracts/core';
import type { AppError, Result } from '@shared/kernel/result';

/** A file as it was given: a reference to bytes that rest with the browser, not a copy in memory. */
export interface KeptFile {
  name: string;
  blob: Blob;
  isText: boolean;
}

/** What was decided about the file, as text, and what is to be said of it. */
export interface Snapshot {
  json: string;
  rows: number;
  changes: number;
}

interface Upload {
  id: string;
  file: KeptFile;
  /** Who opened the file: it is kept for nobody else, whoever signs in meanwhile. */
  owner: Promise<string>;
  snapshot: () => Snapshot;
  isBegun: boolean;
  partsKept: number;
  isDirty: boolean;
}

const PART_BYTES = 4 * 1024 * 1024;
const MAX_BYTES = 50 * 1024 * 1024;
/** After the last change; a clerk who types on is not interrupted. */
const DELAY_MS = 1_500;
/** The screen is locked, or the disk is busy: once more later. */
const RETRY_MS = 5_000;
/** What no second try would mend. */
const FINAL: readonly string[] = ['import.pending_gone', 'access.denied', 'access.signed_out', 'input.invalid'];

/**
 * Keeps the import under way with the core, so that a crash costs nothing: the file once, then what was decided, a moment after
 * each change. It works in the background and never in the way; a failure leaves the import itself untouched.
 */
export class PendingKeeper {
  private upload: Upload | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly core: CoreClient,
    private readonly delayMs = DELAY_MS,
  ) {}

  /** Upload of what is kept of this import, for the commit that finishes it. */
  get uploadId(): string | undefined {
    return this.upload?.isBegun ? this.upload.id : undefined;
  }

  /** There is a plan for a file. A second plan for the same file keeps what was kept of the file. */
  watch(file: KeptFile, snapshot: () => Snapshot): void {
    if (this.upload?.file === file) this.upload.snapshot = snapshot;
    else if (file.blob.size === 0 || file.blob.size > MAX_BYTES) this.upload = null;
    else this.upload = this.uploadOf(file, crypto.randomUUID(), snapshot);
    this.changed();
  }

  /** The file is kept already: it was resumed. */
  adopt(file: KeptFile, id: string, snapshot: () => Snapshot): void {
    this.upload = { ...this.uploadOf(file, id, snapshot), isBegun: true, partsKept: partsOf(file) };
    this.changed();
  }

  changed(): void {
    if (!this.upload) return;
    this.upload.isDirty = true;
    this.schedule(this.delayMs);
  }

  /** Keeps what is not kept yet, now. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    return this.run();
  }

  /** Until `changed`: nothing is under way when this resolves. A commit must not be overtaken by what was kept before it. */
  async pause(): Promise<void> {
    clearTimeout(this.timer);
    const { upload } = this;
    this.upload = null;
    await this.running;
    this.upload = upload;
  }

  /** Lets go of the file; what is kept of it stays. */
  forget(): void {
    clearTimeout(this.timer);
    this.upload = null;
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), delayMs);
  }

  private run(): Promise<void> {
    this.running = this.running.then(() => this.keep()).catch(() => this.forget());
    return this.running;
  }

  private async keep(): Promise<void> {
    const { upload } = this;
    if (!upload?.isDirty) return;
    const failure = (await this.keepFile(upload)) ?? (await this.keepDecisions(upload));
    if (!failure || this.upload !== upload) return;
    if (!FINAL.includes(failure.code)) return this.schedule(RETRY_MS);
    this.forget();
    // Too much to keep: an older state of it must not be offered as the whole.
    if (failure.code === 'input.invalid') await this.core.execute('importPending.clear', {});
  }

  private async keepFile(upload: Upload): Promise<AppError | null> {
    const { file, id } = upload;
    if (!upload.isBegun) {
      if ((await upload.owner) !== (await this.whoIsThere())) return { code: 'import.pending_gone' };
      const begun = await this.core.execute('importPending.begin', { uploadId: id, ...describe(file) });
      if (!begun.ok) return begun.error;
      upload.isBegun = true;
    }
    while (upload.partsKept < partsOf(file)) {
      if (this.upload !== upload) return null;
      const from = upload.partsKept * PART_BYTES;
      const bytes = new Uint8Array(await file.blob.slice(from, from + PART_BYTES).arrayBuffer());
      const kept = await this.core.execute('importPending.keep', { uploadId: id, part: upload.partsKept, bytes });
      if (!kept.ok) return kept.error;
      upload.partsKept += 1;
    }
    return null;
  }

  private async keepDecisions(upload: Upload): Promise<AppError | null> {
    if (this.upload !== upload) return null;
    upload.isDirty = false;
    const saved: Result<void> = await this.core.execute('importPending.save', {
      uploadId: upload.id,
      ...describe(upload.file),
      ...upload.snapshot(),
    });
    if (!saved.ok) upload.isDirty = true;
    return saved.ok ? null : saved.error;
  }

  private uploadOf(file: KeptFile, id: string, snapshot: () => Snapshot): Upload {
    return { id, file, snapshot, owner: this.whoIsThere(), isBegun: false, partsKept: 0, isDirty: true };
  }

  private async whoIsThere(): Promise<string> {
    const session = await this.core.ask('session.current', {});
    return session.ok ? (session.value?.adminId ?? '') : '';
  }
}

function describe({ name, blob, isText }: KeptFile): Omit<PendingFile, 'rows' | 'changes'> {
  const fileName = name.slice(0, 255) || 'clipboard';
  return { fileName, bytes: blob.size, parts: Math.ceil(blob.size / PART_BYTES), isText };
}

function partsOf({ blob }: KeptFile): number {
  return Math.ceil(blob.size / PART_BYTES);
}
