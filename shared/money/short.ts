/** Units that people round to: ten thousand and a hundred million in Chinese, thousand and million in English. */
const UNITS = {
  zh: [
    { from: 10_000_000_000n, word: '亿' },
    { from: 1_000_000n, word: '万' },
  ],
  en: [
    { from: 100_000_000_000n, word: 'B' },
    { from: 100_000_000n, word: 'M' },
    { from: 1_000_000n, word: 'K' },
  ],
} as const;

/**
 * An amount in fen as it fits above a chart: `¥1,234.50`, `¥12.35万`, `¥1.20亿`; two decimals, half up. Who needs the fen looks at the
 * full amount beside it.
 */
export function shortYuan(fen: number, locale: 'zh' | 'en'): string {
  const size = BigInt(Math.abs(fen));
  const sign = fen < 0 ? '-' : '';
  const unit = UNITS[locale].find(({ from }) => size >= from);
  if (!unit) return `${sign}¥${grouped(size)}`;
  // English units are a thousand yuan from a thousand on; Chinese ones ten thousand from ten thousand on.
  const one = locale === 'en' && unit.word === 'K' ? 100_000n : unit.from;
  const hundredths = (size * 200n + one) / (one * 2n);
  return `${sign}¥${grouped(hundredths)}${unit.word}`;
}

function grouped(hundredths: bigint): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}
