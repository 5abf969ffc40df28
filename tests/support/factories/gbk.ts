let table: Map<string, number> | undefined;

/** Text in GBK, as Chinese systems write it: the reverse of the platform's decoder. */
export function toGbk(text: string): Uint8Array {
  table ??= buildTable();
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    if (code < 0x80) {
      bytes.push(code);
      continue;
    }
    const pair = table.get(sign);
    if (pair === undefined) throw new Error(`not in GBK: ${sign}`);
    bytes.push(pair >> 8, pair & 0xff);
  }
  return Uint8Array.from(bytes);
}

function buildTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (sign.length === 1 && sign !== '\ufffd') found.set(sign, (lead << 8) | trail);
    }
  }
  return found;
}
