type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A zip being put together in memory: entries are compressed as they are written, the directory comes last. */
export class ZipWriter {
  private readonly chunks: Uint8Array[] = [];
  private readonly central: Uint8Array[] = [];
  private offset = 0;

  /** Compresses one entry; `parts` are handed to the platform's compressor as they come, text as UTF-8. */
  async add(name: string, parts: Parts): Promise<void> {
    const packed = await gzip(parts);
    const nameBytes = new TextEncoder().encode(name);
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, 20, true);
    common.setUint16(2, 0x800, true);
    common.setUint16(4, 8, true);
    // 1980-01-01: a file holds nothing about when it was made, so equal data gives equal bytes.
    common.setUint32(6, 0x00210000, true);
    common.setUint32(10, packed.crc32, true);
    common.setUint32(14, packed.compressedSize, true);
    common.setUint32(18, packed.size, true);
    common.setUint16(22, nameBytes.length, true);
    const fields = new Uint8Array(common.buffer);
    const header = joined([le32(0x04034b50), fields, nameBytes]);
    this.central.push(
      joined([le32(0x02014b50), Uint8Array.of(20, 0), fields, new Uint8Array(10), le32(this.offset), nameBytes]),
    );
    this.chunks.push(header, ...packed.chunks);
    this.offset += header.length + packed.compressedSize;
  }

  finish(): Uint8Array[] {
    const directory = joined(this.central);
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, this.central.length, true);
    end.setUint16(10, this.central.length, true);
    end.setUint32(12, directory.length, true);
    end.setUint32(16, this.offset, true);
    return [...this.chunks, directory, new Uint8Array(end.buffer)];
  }
}

const GZIP_HEADER_BYTES = 10;
const GZIP_TRAILER_BYTES = 8;

/** Deflates through gzip, whose trailer brings the CRC that zip needs: natively, instead of a pass in script. */
async function gzip(parts: Parts) {
  const stream = new CompressionStream('gzip');
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of stream.readable as ReadableStream<Uint8Array>) chunks.push(chunk);
  })();
  const writer = stream.writable.getWriter();
  const encoder = new TextEncoder();
  for await (const part of parts) {
    await writer.ready;
    // Not awaited one by one: `ready` above is the back pressure, and a failure shows in `reading`.
    writer
      .write(typeof part === 'string' ? encoder.encode(part) : (part as Uint8Array<ArrayBuffer>))
      .catch(() => undefined);
  }
  await writer.close();
  await reading;
  return stripGzip(chunks);
}

function stripGzip(chunks: Uint8Array[]) {
  const tail = joined(chunks.splice(Math.max(0, chunks.length - 2)));
  const view = new DataView(tail.buffer, tail.byteOffset + tail.length - GZIP_TRAILER_BYTES);
  const body = [...chunks, tail.subarray(0, tail.length - GZIP_TRAILER_BYTES)];
  body[0] = body[0]!.subarray(GZIP_HEADER_BYTES);
  return {
    chunks: body,
    crc32: view.getUint32(0, true),
    size: view.getUint32(4, true),
    compressedSize: body.reduce((sum, chunk) => sum + chunk.length, 0),
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function le32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
}
