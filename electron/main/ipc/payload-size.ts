const MAX_NODES = 20_000;

/** Whether what a call carries stays under `limit` bytes, roughly counted. Ends early, survives cycles and depth. */
export function isWithinSize(root: unknown, limit: number): boolean {
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  let bytes = 0;
  for (let nodes = 0; waiting.length > 0; nodes++) {
    if (nodes > MAX_NODES) return false;
    const value = waiting.pop();
    bytes += sizeOf(value);
    if (bytes > limit) return false;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    // Never more than one past the limit: a sparse array of a billion holes must cost nothing.
    if (!isBinary(value)) waiting.push(...childrenOf(value).slice(0, MAX_NODES));
  }
  return true;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value === 'bigint') return value.toString(16).length;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  return 8;
}

function isBinary(value: object): boolean {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function childrenOf(value: object): unknown[] {
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return [...value];
  return Object.entries(value).flat();
}
