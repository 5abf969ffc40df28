import { pickedFile, timed, type Job } from '../job';
import { inflateInto, zipEntries } from './zip-entries';

/** P12's floor: the bytes of the program's own export, deflated again natively and nothing else. */
export const exportFloor: Job = async (input) => {
  const bytes = new Uint8Array(await pickedFile(input).arrayBuffer());
  const parts: Blob[] = [];
  for (const entry of zipEntries(bytes)) {
    const pieces: BlobPart[] = [];
    if (entry.stored) pieces.push(entry.deflated);
    else await inflateInto(entry.deflated, (piece) => pieces.push(piece.slice()));
    parts.push(new Blob(pieces));
  }
  const raw = await Promise.all(parts.map(async (part) => new Uint8Array(await part.arrayBuffer())));
  const [deflate, packed] = await timed(async () => {
    let total = 0;
    for (const part of raw) total += await deflatedSize(part);
    return total;
  });
  return { deflate: [deflate], rawBytes: [raw.reduce((sum, part) => sum + part.length, 0)], packedBytes: [packed] };
};

async function deflatedSize(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new CompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (let at = 0; at < bytes.length; at += 1 << 16) await writer.write(bytes.subarray(at, at + (1 << 16)));
    await writer.close();
  })();
  let total = 0;
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
  }
  await writing;
  return total;
}
