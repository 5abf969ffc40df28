import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateHere, InflaterGone } from '@renderer/workers/sheet/inflate';
import { inflateBeside, serveInflating } from '@renderer/workers/sheet/inflate-beside';

/** The worker's side on this thread: messages still go through real ports. */
function fakeWorker() {
  const scope: NonNullable<Parameters<typeof serveInflating>[0]> = { onmessage: null };
  serveInflating(scope);
  const worker = {
    started: 0,
    onerror: null as ((event: { preventDefault(): void }) => void) | null,
    isDead: false,
    postMessage(data: unknown) {
      if (!worker.isDead) scope.onmessage?.({ data } as never);
    },
  };
  const inflate = inflateBeside(() => {
    worker.started++;
    return worker as unknown as Worker;
  });
  return { worker, inflate };
}

/** Well packed, so that a small file makes many pieces. */
const TEXT = Buffer.from(Array.from({ length: 400_000 }, (_, i) => `商户${i % 977};`).join(''));
const PACKED = gzipSync(TEXT);

async function digestOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of stream) hash.update(piece);
  return hash.digest('hex');
}

const WANTED = createHash('sha256').update(TEXT).digest('hex');

describe('inflating beside the reader', () => {
  it('gives what inflating on the same thread gives, several streams at once', async () => {
    const { inflate, worker } = fakeWorker();
    const parts = [PACKED.subarray(0, 100), PACKED.subarray(100)];
    expect(
      await Promise.all([digestOf(inflate(parts)), digestOf(inflate(parts)), digestOf(inflateHere(parts))]),
    ).toEqual([WANTED, WANTED, WANTED]);
    expect(worker.started).toBe(1);
  });

  it('fails on a damaged stream and on one that ends too soon', async () => {
    const { inflate } = fakeWorker();
    const bent = Uint8Array.from(PACKED);
    bent[bent.length - 5]! ^= 1;
    await expect(digestOf(inflate([bent]))).rejects.toThrow('damaged');
    await expect(digestOf(inflate([PACKED.subarray(0, PACKED.length / 2)]))).rejects.toThrow('damaged');
  });

  it('stops asking when the reader leaves, and goes on with the next', async () => {
    const { inflate } = fakeWorker();
    const reader = inflate([PACKED]).getReader();
    expect((await reader.read()).value!.length).toBeGreaterThan(0);
    await reader.cancel();
    expect((await reader.read()).done).toBe(true);
    expect(await digestOf(inflate([PACKED]))).toBe(WANTED);
  });

  it('says that the worker is gone, and inflates here from then on', async () => {
    const { inflate, worker } = fakeWorker();
    worker.isDead = true;
    const lost = digestOf(inflate([PACKED]));
    worker.onerror!({ preventDefault: () => undefined });
    await expect(lost).rejects.toBeInstanceOf(InflaterGone);
    expect(await digestOf(inflate([PACKED]))).toBe(WANTED);
    expect(worker.started).toBe(1);
  });
});
