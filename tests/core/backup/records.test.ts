import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord, holdRecord, RecordReader } from '@renderer/core/backup/file/records';

/** Through the bytes and back, cut into pieces of `step` bytes. */
async function roundTrip(rows: readonly unknown[], step = 7): Promise<unknown[]> {
  const records: Uint8Array[] = [];
  for (const [i, row] of rows.entries()) records.push(await Promise.resolve(encodeRecord(i % 5, row)));
  const bytes = Buffer.concat(records);
  const reader = new RecordReader();
  const found: unknown[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    for (const { row } of reader.push(new Uint8Array(bytes.subarray(at, at + step)))) found.push(row);
  }
  expect(reader.isEmpty).toBe(true);
  return found;
}

describe('a row in a backup', () => {
  it('comes back as it was, types included, wherever the pieces are cut', async () => {
    const rows = [
      {
        id: 'a',
        text: '青禾 \ud83c\udf31 \ud800 \u0000 "\\',
        n: 1.5,
        yes: true,
        none: null,
        list: [1, [2, { x: 'y' }]],
      },
      {
        id: 'b',
        ends: new Uint32Array([1, 2, 0xffffffff]),
        sealed: new Uint8Array([0, 255, 36]),
        empty: new Uint8Array(0),
      },
      { id: 'c', when: new Date(1_767_225_600_000), gone: undefined, nan: NaN, minus: -0, big: 12345678901234567890n },
      { id: 'd', $: 'u32', at: 0, inner: { $: { $: 'date', v: 1 } } },
      {
        id: 'e',
        map: new Map<unknown, unknown>([
          ['k', new Float64Array([0.1, -0])],
          [new Date(5), [undefined]],
        ]),
        set: new Set([1, 'x']),
      },
      {
        id: 'f',
        buffer: new Uint8Array([1, 2, 3]).buffer,
        small: new Int16Array([-1, 2]),
        clamped: new Uint8ClampedArray([9]),
      },
      JSON.parse('{"__proto__":{"polluted":true},"id":"g","b":{"c":1}}') as unknown,
    ];
    for (const step of [1, 13, 4096]) {
      const back = await roundTrip(rows, step);
      expect(back).toStrictEqual(rows);
      expect(Object.is((back[2] as { minus: number }).minus, -0)).toBe(true);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('holds for whatever structured data there is', async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (rows) => {
        let known = true;
        const back = await roundTrip(rows).catch((error: unknown) => {
          // Kinds of arrays of which we store none are refused, not altered.
          known = !(error instanceof TypeError);
          if (known) throw error;
          return rows;
        });
        if (known) expect(back).toStrictEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a file attached to it', async () => {
    const [back] = (await roundTrip([
      { id: 'x', sealed: new Uint8Array([7]), scan: new Blob(['执照'], { type: 'image/png' }) },
    ])) as [{ sealed: Uint8Array; scan: Blob }];
    expect(back.sealed).toStrictEqual(new Uint8Array([7]));
    expect([back.scan.type, await back.scan.text()]).toEqual(['image/png', '执照']);
  });

  it('is refused where the format cannot say it, rather than altered', () => {
    expect(() => encodeRecord(0, { f: () => 1 })).toThrow(TypeError);
    expect(() => encodeRecord(0, { r: /x/ })).toThrow(TypeError);
  });

  it('takes about as much room as its bytes: binary is not written as text', async () => {
    const sealed = crypto.getRandomValues(new Uint8Array(50_000));
    expect((await encodeRecord(0, { id: 'x', sealed })).length).toBeLessThan(50_200);
  });

  it('can be held to be written later, as it was when it was taken', async () => {
    const row = {
      id: 'x',
      list: [1, { a: '青禾' }],
      sealed: new Uint8Array([1, 2]),
      $: 'own',
      scan: new Blob(['执照']),
    };
    for (const one of [row, { id: 'y', list: [{ b: 1 }] }]) {
      const encoded = await encodeRecord(3, one);
      const held = holdRecord(3, one);
      one.list.push({ a: '后来', b: 2 });
      expect(await held()).toEqual(encoded);
    }
  });
});
