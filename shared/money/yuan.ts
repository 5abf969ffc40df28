import type { Fen } from '../kernel/brand';
import { fail, ok, type Result } from '../kernel/result';
import { compact, plainDashes } from '../rules/text';

const CURRENCY = '(?:RMB|CNY|人民币)';
const AMOUNT = new RegExp(
  String.raw`^([+-]?)(?:${CURRENCY}?[:：]?[¥￥]?)([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(千万|百万|十万|万|亿|千|W)?[元圆]?[整正]?${CURRENCY}?(-?)$`,
);
const SCALE_OF: Record<string, number> = { 千: 3, 万: 4, W: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 };

/**
 * Yuan as people and bills write it to fen: `¥1,234.50`, `1.2万元`, `（1.00）`, `5.00-`, full-width. Decimal arithmetic on the text, so no
 * float ever touches it. Digits finer than a fen that are not zero, and amounts past a safe integer, are refused.
 */
export function parseYuan(raw: string): Result<Fen> {
  const text = plainDashes(compact(raw)).toUpperCase();
  const inBrackets = /^\((.+)\)$/.exec(text);
  const match = AMOUNT.exec(inBrackets ? inBrackets[1]! : text);
  if (!match || (match[3] === undefined && match[4] === undefined)) return invalid();
  const signs = `${match[1]}${match[2]}${match[6]}`;
  if (signs.length > 1 || (inBrackets && signs !== '')) return invalid();
  const places = 2 + (match[5] ? SCALE_OF[match[5]]! : 0);
  const decimals = (match[4] ?? '').replace(/0+$/, '');
  if (decimals.length > places) return invalid();
  const fen = Number((match[3] ?? '0').replaceAll(',', '') + decimals.padEnd(places, '0'));
  if (!Number.isSafeInteger(fen)) return invalid();
  return ok((signs === '-' || inBrackets ? 0 - fen : fen) as Fen);
}

/** `123450` -> `'1234.50'`: what a bill or an export file holds. */
export function formatFen(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `123450` -> `'1,234.50'`: for people. */
export function formatFenGrouped(fen: Fen): string {
  return formatFen(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}

/** `-123450` -> `'-¥1,234.50'`: an amount that stands by itself. */
export function formatYuan(fen: number): string {
  return `${fen < 0 ? '-' : ''}¥${formatFenGrouped(Math.abs(fen) as Fen)}`;
}

function invalid(): Result<Fen> {
  return fail('input.invalid', { issues: [{ field: 'amount', code: 'amount.invalid' }] });
}
