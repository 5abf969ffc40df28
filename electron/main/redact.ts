/**
 * The log may leave the machine with a support request, so it is built from what is known to be harmless: listed field
 * names, and within them nothing that looks like a number of a person. Names of people and merchants have no field.
 */
const ALLOWED_FIELDS = new Set([
  'area',
  'batchId',
  'bytes',
  'channel',
  'code',
  'columns',
  'command',
  'component',
  'count',
  'durationMs',
  'errorName',
  'event',
  'exitCode',
  'format',
  'frames',
  'from',
  'incident',
  'kind',
  'locale',
  'phase',
  'query',
  'reason',
  'route',
  'rows',
  'schemaVersion',
  'state',
  'table',
  'to',
  'version',
  'worker',
]);

const MAX_TEXT_CHARS = 2_000;
const MASK = '[redacted]';

/** Identity cards, bank accounts and credit codes (15 to 19 digits, spaced or not), mobiles, mail addresses. */
const PERSONAL_PATTERNS = [
  /(?<!\d)\d(?:[ -]?\d){14,18}(?:[ -]?[\dXx])?(?!\d)/g,
  /(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
];

export type LogValue = string | number | boolean;

export function redactDetail(detail: Readonly<Record<string, LogValue>>): Record<string, LogValue> {
  const kept: Record<string, LogValue> = {};
  for (const [field, value] of Object.entries(detail)) {
    kept[field.slice(0, 40)] = ALLOWED_FIELDS.has(field) ? redactValue(value) : MASK;
  }
  return kept;
}

export function redactText(text: string): string {
  const cut = text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS)}…` : text;
  return PERSONAL_PATTERNS.reduce((masked, pattern) => masked.replace(pattern, MASK), cut);
}

/** Where it happened, never what it said: messages quote values and paths. */
export function describeError(error: unknown): Record<string, LogValue> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code: Record<string, LogValue> = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const inProgram = frames
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[\\/]([^\\/\s()]+)\)?$/, '($1)'));
  return { errorName: error.name, ...code, frames: redactText(inProgram.join(' | ')) };
}

function redactValue(value: LogValue): LogValue {
  if (typeof value === 'string') return redactText(value);
  const text = String(value);
  return typeof value === 'number' && redactText(text) !== text ? MASK : value;
}
