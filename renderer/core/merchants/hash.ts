import type { BlobColumns } from '@renderer/data/merchant-rows';

const encoder = new TextEncoder();
/** Grows to the largest block and is used for every one: a digest takes its own copy of what it is given. */
let scratch = new Uint8Array(1 << 20);

/** SHA-256 over a block's columns (names, texts and where each value ends), without what is sealed. Lower-case hex. */
export async function hashColumns(data: Omit<BlobColumns, 'sealed'>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', writeColumns(data)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function writeColumns(data: Omit<BlobColumns, 'sealed'>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(data.columns).sort();
  const columns = names.map((name) => data.columns[name]!);
  const head = JSON.stringify([data.rows, Object.entries(data.same).sort()]);
  let room = head.length * 3;
  columns.forEach(({ text, ends }, i) => (room += (names[i]!.length + text.length + 2) * 3 + ends.byteLength));
  if (scratch.length < room) scratch = new Uint8Array(room);
  let at = 0;
  const write = (text: string): void => void (at += encoder.encodeInto(text, scratch.subarray(at)).written);
  write(head);
  columns.forEach(({ text }, i) => {
    write(`${names[i]!}\u0000`);
    write(text);
    write('\u0000');
  });
  for (const { ends } of columns) {
    scratch.set(new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength), at);
    at += ends.byteLength;
  }
  return scratch.subarray(0, at);
}
