/** How an administrator is reached. Spellings that mean the same give the same text. */
const MOBILE = /^1[3-9]\d{9}$/;
/** As WeChat itself asks: a letter first, 6 to 20 signs. */
const WECHAT = /^[a-zA-Z][-_a-zA-Z0-9]{5,19}$/;

/** Eleven digits, or null. Blanks, dashes and the country's code are forgiven; `''` stays `''`. */
export function parseMobile(typed: string): string | null {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(?:\+|00)86/, '');
  return digits === '' || MOBILE.test(digits) ? digits : null;
}

/** As typed but for blanks around it, or null; `''` stays `''`. */
export function parseWechatId(typed: string): string | null {
  const id = typed.normalize('NFKC').trim();
  return id === '' || WECHAT.test(id) ? id : null;
}

/** WeChat knows no case: two spellings are one account. */
export function wechatKey(id: string): string {
  return id.toLowerCase();
}
