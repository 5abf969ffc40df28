import type { BlobColumns } from '@renderer/data/merchant-rows';

/** SHA-256 over a block's columns (names, texts and where each value ends), without what is sealed. Lower-case hex. */
export async function hashColumns(data: BlobColumns): Promise<string> {
  const names = Object.keys(data.columns).sort();
  const texts = names.map((name) => `${name}\u0000${data.columns[name]!.text}\u0000`).join('');
  const head = new TextEncoder().encode(JSON.stringify([data.rows, Object.entries(data.same).sort()]) + texts);
  const ends = names.map((name) => data.columns[name]!.ends);
  const bytes = new Uint8Array(head.length + ends.reduce((sum, e) => sum + e.byteLength, 0));
  bytes.set(head);
  let at = head.length;
  for (const one of ends) {
    bytes.set(new Uint8Array(one.buffer, one.byteOffset, one.byteLength), at);
    at += one.byteLength;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
