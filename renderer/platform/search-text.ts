/**
 * Addresses are written into the browser's history and session files. A mobile, ID or account number that somebody looks
 * for stands there as a number of its own, known to this window alone; a reload forgets what it stood for.
 */
const hidden: string[] = [];
const TOKEN = /^~(\d+)$/;

/** What may stand in an address for a search text. */
export function toAddress(text: string): string {
  if (!mayBePersonal(text)) return text;
  const known = hidden.indexOf(text);
  return `~${known < 0 ? hidden.push(text) - 1 : known}`;
}

/** The search text an address stands for; '' when this window no longer knows. */
export function fromAddress(value: string): string {
  const token = TOKEN.exec(value);
  return token ? (hidden[Number(token[1])] ?? '') : value;
}

/** Seven digits or more and nothing else but blanks, dashes, a plus sign, and the X of an ID number. */
function mayBePersonal(text: string): boolean {
  return /^\+?[\d\s-]+[xX]?$/.test(text.trim()) && text.replace(/\D/g, '').length >= 7;
}
