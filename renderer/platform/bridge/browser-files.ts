import { type Bridge, type FileKind, MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { FILE_EXTENSIONS, toSafeFileName } from '@shared/contracts/file-names';
import { fail, ok } from '@shared/kernel/result';
import { type SaveSink, chooseSaveSink } from './browser-save';

const IDLE_LIMIT_MS = 10 * 60_000;

interface Saving {
  sink: SaveSink;
  nextSeq: number;
  bytes: number;
}

/** Files in web mode: an `<input type=file>` opens, the browser's save dialog or a download saves. */
export function createBrowserFiles(): Bridge['files'] {
  const opened = createTokens<File>();
  const saving = createTokens<Saving>((target) => void target.sink.abort());

  return {
    async pickOpen(kind) {
      const file = await askForFile(kind);
      return ok(file && { token: opened.issue(file), displayName: file.name, size: file.size });
    },
    async read(token, offset, length) {
      const file = opened.find(token);
      if (!file) return fail('bridge.token_invalid');
      if (!isCount(offset) || !isCount(length) || length === 0 || length > MAX_CHUNK_BYTES) {
        return fail('bridge.payload_invalid');
      }
      try {
        return ok(new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()));
      } catch {
        // The file was changed or removed after it was chosen.
        return fail('file.unreadable');
      }
    },
    async pickSave(kind, suggestedName) {
      const sink = await chooseSaveSink(kind, toSafeFileName(suggestedName, kind));
      if (!sink) return ok(null);
      return ok({ token: saving.issue({ sink, nextSeq: 0, bytes: 0 }), displayName: sink.displayName });
    },
    async write(token, seq, bytes) {
      const target = saving.find(token);
      if (!target) return fail('bridge.token_invalid');
      if (seq !== target.nextSeq) return fail('bridge.payload_invalid', { params: { expected: target.nextSeq } });
      if (bytes.byteLength > MAX_CHUNK_BYTES) return fail('bridge.payload_too_large');
      target.nextSeq++;
      target.bytes += bytes.byteLength;
      return target.sink.write(bytes);
    },
    // The browser's print dialog does it.
    writePage: () => Promise.resolve(fail('bridge.not_available')),
    async commit(token) {
      const target = saving.take(token);
      if (!target) return fail('bridge.token_invalid');
      const written = await target.sink.commit();
      return written.ok ? ok({ displayName: target.sink.displayName, bytes: target.bytes }) : written;
    },
    async abort(token) {
      const target = saving.take(token);
      if (target) await target.sink.abort();
      else if (!opened.take(token)) return fail('bridge.token_invalid');
      return ok();
    },
  };
}

function askForFile(kind: FileKind): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = FILE_EXTENSIONS[kind].map((extension) => `.${extension}`).join(',');
  input.hidden = true;
  // In the page, or the browser may forget the input before the person has chosen.
  document.body.append(input);
  return new Promise<File | null>((done) => {
    input.addEventListener('change', () => done(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => done(null), { once: true });
    input.click();
  }).finally(() => input.remove());
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function createTokens<Held>(drop: (held: Held) => void = () => undefined) {
  const issued = new Map<string, { held: Held; timer: ReturnType<typeof setTimeout> }>();

  function take(token: string): Held | undefined {
    const entry = issued.get(token);
    if (entry) clearTimeout(entry.timer);
    issued.delete(token);
    return entry?.held;
  }

  function expireLater(token: string): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      const held = take(token);
      if (held !== undefined) drop(held);
    }, IDLE_LIMIT_MS);
  }

  return {
    take,
    issue(held: Held): string {
      const token = crypto.randomUUID().replaceAll('-', '');
      issued.set(token, { held, timer: expireLater(token) });
      return token;
    },
    find(token: string): Held | undefined {
      const entry = issued.get(token);
      if (!entry) return undefined;
      clearTimeout(entry.timer);
      entry.timer = expireLater(token);
      return entry.held;
    },
  };
}
