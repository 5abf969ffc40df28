// Values as text, by the rules of structured clone: what Electron's IPC refuses is refused here in its words. Used in
// the page (injected as source, hence self-contained), in the test process and in the main-process double.
export function makeCodec() {
  const refuse = () => {
    throw new Error('An object could not be cloned.');
  };
  const views = ['Int8Array', 'Uint8Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'];

  function toBase64(bytes) {
    if (typeof Buffer === 'function') return Buffer.from(bytes).toString('base64');
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }

  function fromBase64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  function pack(value, above) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', is: Object.is(value, -0) ? '-0' : String(value) };
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', is: String(value) };
    if (typeof value !== 'object') return refuse();
    if (above.includes(value)) throw new Error('shell double: cyclic values are not modelled');
    const inner = (child) => pack(child, [...above, value]);
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (Array.isArray(value)) return value.map(inner);
    if (ArrayBuffer.isView(value)) {
      if (!views.includes(tag)) return refuse();
      return { $: 'bytes', as: tag, is: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (tag === 'ArrayBuffer') return { $: 'bytes', as: tag, is: toBase64(new Uint8Array(value)) };
    if (tag === 'Date') return { $: 'date', is: value.getTime() };
    if (tag === 'Map') return { $: 'map', is: [...value].map(inner) };
    if (tag === 'Set') return { $: 'set', is: [...value].map(inner) };
    if (tag === 'Error') return { $: 'error', is: value.message };
    if (tag !== 'Object') return refuse();
    return { $: 'object', is: Object.entries(value).map(([key, child]) => [key, inner(child)]) };
  }

  function unpack(packed) {
    if (Array.isArray(packed)) return packed.map(unpack);
    if (packed === null || typeof packed !== 'object') return packed;
    switch (packed.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(packed.is);
      case 'bigint':
        return BigInt(packed.is);
      case 'bytes': {
        const { buffer } = fromBase64(packed.is);
        return packed.as === 'ArrayBuffer' ? buffer : new globalThis[packed.as](buffer);
      }
      case 'date':
        return new Date(packed.is);
      case 'map':
        return new Map(packed.is.map(unpack));
      case 'set':
        return new Set(packed.is.map(unpack));
      case 'error':
        return new Error(packed.is);
      case 'object': {
        const value = {};
        for (const [key, child] of packed.is) {
          Object.defineProperty(value, key, {
            value: unpack(child),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
        return value;
      }
    }
    throw new Error('shell double: unknown tag');
  }

  return { encode: (value) => JSON.stringify(pack(value, [])), decode: (text) => unpack(JSON.parse(text)) };
}
