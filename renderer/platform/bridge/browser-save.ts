import type { FileKind } from '@shared/contracts/bridge';
import { FILE_EXTENSIONS } from '@shared/contracts/file-names';
import { fail, ok, type Result } from '@shared/kernel/result';

/** Nobody cancels a dialog this fast: the browser or its policy refused to show one. */
const REFUSED_WITHIN_MS = 300;
/** The download has read the blob long before. */
const URL_LIFE_MS = 60_000;

const MIME_TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
};

export interface SaveSink {
  readonly displayName: string;
  write(bytes: Uint8Array): Promise<Result<void>>;
  commit(): Promise<Result<void>>;
  abort(): Promise<void>;
}

interface SavePickerWindow {
  showSaveFilePicker?: (options: {
    suggestedName: string;
    types: { accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle>;
}

/** Where the bytes go; null where the person cancelled. A download where the browser has no save dialog for pages. */
export async function chooseSaveSink(kind: FileKind, fileName: string): Promise<SaveSink | null> {
  const { showSaveFilePicker } = window as SavePickerWindow;
  if (!showSaveFilePicker) return createDownload(kind, fileName);
  const askedAt = performance.now();
  try {
    const extensions = FILE_EXTENSIONS[kind].map((extension) => `.${extension}`);
    const types = [{ accept: { [mimeOf(kind)]: extensions } }];
    return createHandleSink(await showSaveFilePicker.call(window, { suggestedName: fileName, types }));
  } catch (error) {
    const cancelled = error instanceof DOMException && error.name === 'AbortError';
    const byPerson = cancelled && performance.now() - askedAt > REFUSED_WITHIN_MS;
    return byPerson ? null : createDownload(kind, fileName);
  }
}

/** The browser writes beside the target and swaps on close, so the old content stays until then. */
function createHandleSink(handle: FileSystemFileHandle): SaveSink {
  let stream: FileSystemWritableFileStream | null = null;
  const attempt = async (step: (open: FileSystemWritableFileStream) => Promise<void>): Promise<Result<void>> => {
    try {
      stream ??= await handle.createWritable();
      await step(stream);
      return ok();
    } catch (error) {
      await stream?.abort().catch(() => undefined);
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      return fail(full ? 'storage.full' : 'file.write_failed');
    }
  };
  return {
    displayName: handle.name,
    write: (bytes) => attempt((open) => open.write(ownBytes(bytes))),
    commit: () => attempt((open) => open.close()),
    abort: async () => {
      await stream?.abort().catch(() => undefined);
    },
  };
}

function createDownload(kind: FileKind, fileName: string): SaveSink {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  return {
    displayName: fileName,
    write: async (bytes) => {
      chunks.push(ownBytes(bytes));
      return ok();
    },
    commit: async () => {
      const address = URL.createObjectURL(new Blob(chunks, { type: mimeOf(kind) }));
      const link = document.createElement('a');
      link.href = address;
      link.download = fileName;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), URL_LIFE_MS);
      return ok();
    },
    abort: async () => {
      chunks.length = 0;
    },
  };
}

/** A copy: the caller may reuse its buffer, or have it in shared memory. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function mimeOf(kind: FileKind): string {
  return MIME_TYPES[FILE_EXTENSIONS[kind][0] ?? ''] ?? 'application/octet-stream';
}
