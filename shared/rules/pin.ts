import type { AppError } from '../kernel/result';

/** Six digits for what moves money. */
export const PIN_LENGTH = 6;

/** Tried first by whoever finds a desk unattended. */
const COMMON = [
  '112233',
  '123123',
  '121212',
  '123321',
  '520520',
  '521521',
  '131420',
  '147258',
  '159357',
  '789456',
  '456789',
  '666888',
  '888666',
  '168168',
  '518518',
  '100200',
  '102030',
];

/**
 * What is wrong with an action PIN, or null: not six digits, one digit or two over and over, a run, a well-known one, a date
 * (birthdays are what people take), or digits of the sign-in name (a mobile number, often).
 */
export function checkPin(pin: string, words: readonly string[] = []): AppError | null {
  if (!/^\d{6}$/.test(pin)) return { code: 'pin.shape' };
  const weak =
    isRepeated(pin) ||
    isRun(pin) ||
    COMMON.includes(pin) ||
    isDate(pin) ||
    words.some((word) => word.replace(/\D/g, '').includes(pin));
  return weak ? { code: 'pin.weak' } : null;
}

/** 111111, 121212, 123123, 112211. */
function isRepeated(pin: string): boolean {
  const distinct = new Set(pin).size;
  return distinct <= 2 || [1, 2, 3].some((size) => pin === pin.slice(0, size).repeat(PIN_LENGTH / size));
}

/** 123456, 654321, 135790, 234567: every step the same. */
function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

/** YYMMDD as on an ID card, DDMMYY, or year and month. */
function isDate(pin: string): boolean {
  const [a, b, c] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)].map(Number) as [number, number, number];
  const isDay = (day: number): boolean => day >= 1 && day <= 31;
  const isMonth = (month: number): boolean => month >= 1 && month <= 12;
  return (isMonth(b) && (isDay(c) || isDay(a))) || ((a === 19 || a === 20) && isMonth(c));
}
