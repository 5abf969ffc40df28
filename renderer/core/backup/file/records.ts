import { damaged } from '../backup-error';

/** `u16 table | u32 length of the JSON | u32 length of the binary part` before each row. */
const HEAD_BYTES = 10;
/** No row of ours comes near; a length beyond it is not one of ours. */
const MAX_RECORD_BYTES = 256 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

const TYPED = {
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypedName = keyof typeof TYPED;

/**
 * One row as bytes. The JSON is the row itself wherever JSON can say it; what it cannot say is an object with the key `$`:
 * `{"$":"u32","at":0,"n":12}` is 12 bytes at offset 0 of the binary part (typed arrays, `buffer`, `blob` with its `type`),
 * and `date`, `number` (NaN, Infinity, -0), `bigint`, `undefined`, `map`, `set` carry their value in `v`. An object of ours
 * that has a key `$` itself is wrapped as `{"$":"object","v":{...}}`.
 *
 * @throws TypeError for what IndexedDB stores and this format does not know: better no backup than one that lies
 */
export function encodeRecord(table: number, row: unknown): Encoded | Promise<Encoded> {
  if (isPlain(row)) return assemble(table, row, []);
  const parts = new Parts();
  const value = replace(row, parts);
  if (parts.blobs.length === 0) return assemble(table, value, parts.bytes);
  return parts.readBlobs().then(() => assemble(table, value, parts.bytes));
}

/**
 * The same for later: the row may change from now on, but for the bytes and text that it holds, of which no copy is made.
 *
 * @throws TypeError as `encodeRecord`
 */
export function holdRecord(table: number, row: unknown): () => Encoded | Promise<Encoded> {
  const parts = new Parts();
  const value = replace(row, parts);
  if (parts.blobs.length === 0) return () => assemble(table, value, parts.bytes);
  const read = parts.readBlobs();
  // Awaited later; that it fails must not go unheard until then.
  read.catch(() => undefined);
  return () => read.then(() => assemble(table, value, parts.bytes));
}

type Encoded = Uint8Array<ArrayBuffer>;

function assemble(table: number, value: unknown, parts: readonly Uint8Array[]): Encoded {
  const json = encoder.encode(JSON.stringify(value));
  const binary = parts.reduce((sum, part) => sum + part.length, 0);
  const out = new Uint8Array(HEAD_BYTES + json.length + binary);
  const view = new DataView(out.buffer);
  view.setUint16(0, table, true);
  view.setUint32(2, json.length, true);
  view.setUint32(6, binary, true);
  out.set(json, HEAD_BYTES);
  let end = HEAD_BYTES + json.length;
  for (const part of parts) {
    out.set(part, end);
    end += part.length;
  }
  return out;
}

export interface DecodedRecord {
  table: number;
  row: unknown;
  /** The record as it is stored, for the hash of its table. Valid until the next call. */
  bytes: Uint8Array;
}

/** Cuts a stream of bytes into records; a record may lie across any number of pieces. Holds no more than one record. */
export class RecordReader {
  private pending = new Uint8Array(0);
  private used = 0;

  /** @param decodes false: only the bytes are wanted, and `row` is undefined */
  *push(piece: Uint8Array, decodes = true): Generator<DecodedRecord> {
    this.append(piece);
    for (;;) {
      const left = this.used;
      if (left < HEAD_BYTES) return;
      const view = new DataView(this.pending.buffer, this.pending.byteOffset, left);
      const jsonLength = view.getUint32(2, true);
      const total = HEAD_BYTES + jsonLength + view.getUint32(6, true);
      if (total > MAX_RECORD_BYTES) throw damaged('rows');
      if (left < total) return;
      const bytes = this.pending.subarray(0, total);
      const row = decodes ? decodeRow(bytes, jsonLength) : undefined;
      yield { table: view.getUint16(0, true), row, bytes };
      this.pending = this.pending.subarray(total);
      this.used -= total;
    }
  }

  get isEmpty(): boolean {
    return this.used === 0;
  }

  private append(piece: Uint8Array): void {
    if (this.used + piece.length > this.pending.length) {
      // Twice what is needed, so that a long row is not copied once per piece.
      const grown = new Uint8Array(Math.max(this.used + piece.length, this.used * 2));
      grown.set(this.pending.subarray(0, this.used));
      this.pending = grown;
    }
    this.pending.set(piece, this.used);
    this.used += piece.length;
  }
}

function decodeRow(bytes: Uint8Array, jsonLength: number): unknown {
  const binary = bytes.subarray(HEAD_BYTES + jsonLength);
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + jsonLength)));
    return restore(value, binary);
  } catch {
    throw damaged('rows');
  }
}

/** Whether JSON says the value as it is. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.every(isPlain);
      if (Object.getPrototypeOf(value) !== Object.prototype) return false;
      for (const key in value) {
        if (key === '$' || !isPlain((value as Record<string, unknown>)[key])) return false;
      }
      return true;
    default:
      return false;
  }
}

/** What a row holds besides JSON, in the order in which it lies behind it. */
class Parts {
  readonly bytes: Uint8Array[] = [];
  readonly blobs: { blob: Blob; place: { at: number; n: number } }[] = [];
  private at = 0;

  take(name: string, bytes: Uint8Array): object {
    const place = { $: name, at: this.at, n: bytes.length };
    this.bytes.push(bytes);
    this.at += bytes.length;
    return place;
  }

  takeBlob(blob: Blob): object {
    const place = { $: 'blob', at: 0, n: 0, type: blob.type };
    this.blobs.push({ blob, place });
    return place;
  }

  /** A blob is the one value that must be waited for: all of them lie behind the rest. */
  async readBlobs(): Promise<void> {
    for (const { blob, place } of this.blobs) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      Object.assign(place, { at: this.at, n: bytes.length });
      this.bytes.push(bytes);
      this.at += bytes.length;
    }
  }
}

function replace(value: unknown, parts: Parts): unknown {
  switch (typeof value) {
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', v: String(value) };
    case 'number':
      return isPlain(value) ? value : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'object':
      return value === null ? null : replaceObject(value, parts);
    case 'string':
    case 'boolean':
      return value;
    default:
      throw new TypeError(`a ${typeof value} cannot be backed up`);
  }
}

function replaceObject(value: object, parts: Parts): unknown {
  if (Array.isArray(value)) return value.map((item) => replace(item, parts));
  if (ArrayBuffer.isView(value)) return parts.take(typedName(value), bytesOf(value));
  if (value instanceof ArrayBuffer) return parts.take('buffer', new Uint8Array(value));
  if (value instanceof Date) return { $: 'date', v: replace(value.getTime(), parts) };
  if (value instanceof Map) return { $: 'map', v: replace([...value], parts) };
  if (value instanceof Set) return { $: 'set', v: replace([...value], parts) };
  if (value instanceof Blob) return parts.takeBlob(value);
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError('an object of this kind cannot be backed up');
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, parts)]));
  return Object.hasOwn(copy, '$') ? { $: 'object', v: copy } : copy;
}

function typedName(view: ArrayBufferView): TypedName {
  for (const [name, type] of Object.entries(TYPED)) if (view.constructor === type) return name as TypedName;
  throw new TypeError('an array of this kind cannot be backed up');
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Puts back, in place, what `replace` took out. */
function restore(value: unknown, binary: Uint8Array): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Object.hasOwn(value, '$')) return restoreMarked(value as Record<string, unknown>, binary);
  return restoreChildren(value, binary);
}

function restoreChildren(value: object, binary: Uint8Array): object {
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const child = holder[key];
    if (typeof child === 'object' && child !== null) holder[key] = restore(child, binary);
  }
  return holder;
}

function restoreMarked(marked: Record<string, unknown>, binary: Uint8Array): unknown {
  const { $: kind, v } = marked;
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(String(v));
    case 'number':
      return Number(v);
    case 'date':
      return new Date(restore(v, binary) as number);
    case 'map':
      return new Map(restore(v, binary) as [unknown, unknown][]);
    case 'set':
      return new Set(restore(v, binary) as unknown[]);
    case 'object':
      return restoreChildren(v as object, binary);
    case 'buffer':
      return cut(marked, binary).buffer;
    case 'blob':
      return new Blob([cut(marked, binary)], { type: String(marked['type']) });
    default: {
      const type = TYPED[kind as TypedName];
      const bytes = cut(marked, binary);
      return new type(bytes.buffer, 0, bytes.length / type.BYTES_PER_ELEMENT);
    }
  }
}

/** A copy, so that it is aligned and does not keep the whole record alive. */
function cut(marked: Record<string, unknown>, binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = Number(marked['at']);
  const end = at + Number(marked['n']);
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(end) || at < 0 || end < at || end > binary.length)
    throw damaged('rows');
  return binary.slice(at, end);
}
