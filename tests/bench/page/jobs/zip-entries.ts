/** One deflated entry of a zip, by its central directory. Plain zips only: the bench reads files it wrote or ordered. */
export function zipEntries(bytes: Uint8Array): { name: string; deflated: Uint8Array<ArrayBuffer>; stored: boolean }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  const count = view.getUint16(end + 10, true);
  const entries = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = bytes.slice(start, start + view.getUint32(at + 20, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      deflated: packed,
      stored: view.getUint16(at + 10, true) === 0,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Inflates natively, handing each piece on as it comes. */
export async function inflateInto(
  deflated: Uint8Array<ArrayBuffer>,
  onPiece: (piece: Uint8Array) => void,
): Promise<void> {
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onPiece(value);
  }
}
