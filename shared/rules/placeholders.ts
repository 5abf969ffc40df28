/** What people and programs put where there is nothing to say. */
const EMPTY = /^(?:[-—–_/\\.。*?？]+|无|没有|暂无|空|空白|n\/?a|nan|null|nil|none|undefined|#n\/a)$/i;
/** What people put where there will be something to say one day: no answer to a question that must be answered. */
const UNKNOWN = /^(?:待定|待补充?|待填写?|待完善|待提供|待确认|未知|不详|未填写?|未提供|暂缺|缺失?|缺少|tbd|unknown)$/i;
/** First signs of those words, to pass over all other texts at once. */
const PLACEHOLDER_STARTS = new Set([...'-—–_/\\.。*?？无没暂空nN#uU待未不缺tT'].map((sign) => sign.charCodeAt(0)));
const DITTO = /^(?:同上|同左|同前|同右|同法人|同法定代表人|同经营者|同联系人|同户名|〃|")$/;

/** Text that says that there is nothing: a dash, 无, `N/A`. */
export function isPlaceholder(text: string): boolean {
  return mayBePlaceholder(text) && EMPTY.test(text);
}

/** Text that answers nothing: nothing at all, or a promise of something. */
export function isNoAnswer(text: string): boolean {
  return mayBePlaceholder(text) && (EMPTY.test(text) || UNKNOWN.test(text));
}

/** Text that stands for another cell's. */
export function isDitto(text: string): boolean {
  return text.length <= 6 && DITTO.test(text);
}

/** An error of a formula, saved as text: `#REF!`. */
export function isErrorText(text: string): boolean {
  return (
    text.startsWith('#') && /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/i.test(text)
  );
}

/** Whether any placeholder starts with a sign (a UTF-16 unit): rules nearly every text out at a glance. */
export function startsPlaceholder(unit: number): boolean {
  return PLACEHOLDER_STARTS.has(unit);
}

function mayBePlaceholder(text: string): boolean {
  return text.length <= 9 && startsPlaceholder(text.charCodeAt(0));
}
