import { damaged } from '../backup-error';
import { join } from './layout';

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return join(await pump(new CompressionStream('gzip'), bytes, Infinity));
}

/** @throws BackupError when it is no gzip, or inflates to more than `most` bytes: sizes a file declares are not believed */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return join(await pump(new DecompressionStream('gzip'), bytes, most));
  } catch {
    throw damaged('chunk');
  }
}

async function pump(
  stream: GenericTransformStream,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array[]> {
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter();
  // What fails here fails at the reading end too.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      throw new RangeError('inflates to more than it may');
    }
    parts.push(value);
  }
  await written;
  return parts;
}
