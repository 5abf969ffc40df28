import type { Random } from './random';

const VALUES = [
  '', '0', '-1', '1', '65536', '1048577', '4294967296', '1e308', '-1e-320', 'NaN', 'Infinity', 'true', 'x',
  'A1', 'XFD1048576', 'XFE1', 'ZZZZ99999999', 'A0', 'A1:XFD1048576', '$A$1:$B$2', '../../x.xml', '/xl/workbook.xml', 'xl\\x.xml',
  's', 'inlineStr', 'd', 'str', 'hidden', '2025-06-30T25:61:61Z', 'PT99999999H00M00S', '_x0000_', '_x005F_x000D_', '&#0;', '&#xD800;',
  '&amp;', '&undefined;', ']]>', '<![CDATA[<c>]]>', '[=1]0;[<', 'yyyy"', '长'.repeat(20), 'x'.repeat(33_000),
]; // prettier-ignore
const INSERTS = ['<!-- x -->', '<!DOCTYPE a [<!ENTITY b "c">]>', '<?pi?>', '<![CDATA[x]]>', '<', '>', '"', "'", '&', '\0', '\ufffe', '</c>', '<c>', '<row r="1"/>', '<v/>', '<is><t>x</t></is>', '<mergeCell ref="A1:XFD1048576"/>', '\ufeff']; // prettier-ignore

const XML: readonly ((text: string, random: Random) => string)[] = [
  function changeAttribute(text, random) {
    return replaceOne(text, /="[^"<]*"/g, () => `="${random.pick(VALUES)}"`, random);
  },
  function changeText(text, random) {
    return replaceOne(text, />[^<>]+</g, () => `>${random.pick(VALUES)}<`, random);
  },
  function dropTag(text, random) {
    return replaceOne(text, /<[^<>]+>/g, () => '', random);
  },
  function repeatTag(text, random) {
    const times = random.pick([2, 3, 50, 3_000]);
    return replaceOne(text, /<[^<>]+>/g, (tag) => tag.slice(0, 200).repeat(times), random);
  },
  function repeatElement(text, random) {
    const times = random.pick([2, 20, 2_000]);
    return replaceOne(text, /<(\w+)\b[^<>]*>[^<>]*<\/\1>/g, (tag) => tag.slice(0, 500).repeat(times), random);
  },
  function insert(text, random) {
    const at = random.int(text.length + 1);
    return text.slice(0, at) + random.pick(INSERTS) + text.slice(at);
  },
  function swapTags(text, random) {
    const tags = [...text.matchAll(/<[^<>]+>/g)];
    if (tags.length < 2) return text;
    const first = random.int(tags.length - 1);
    const [a, b] = [tags[first]!, tags[first + 1 + random.int(tags.length - first - 1)]!];
    const between = text.slice(a.index + a[0].length, b.index);
    return text.slice(0, a.index) + b[0] + between + a[0] + text.slice(b.index + b[0].length);
  },
  function otherQuotes(text) {
    return text.replace(/="([^"']*)"/g, "='$1'");
  },
  function addPrefix(text) {
    return text.replace(/<(\/?)(\w+)(?=[\s/>])/g, '<$1x:$2').replace(/\sxmlns="/, ' xmlns:x="');
  },
  function nest(text, random) {
    const depth = random.pick([10, 300, 5_000]);
    const at = random.int(text.length + 1);
    return text.slice(0, at) + '<a>'.repeat(depth) + '</a>'.repeat(depth) + text.slice(at);
  },
];

const LINES: readonly ((text: string, random: Random) => string)[] = [
  function insertToken(text, random) {
    const at = random.int(text.length + 1);
    const token = random.pick([
      '"',
      '""',
      ',',
      ';',
      '\t',
      '|',
      '\r',
      '\n',
      '\r\n',
      '\0',
      '\ufeff',
      '\x1a',
      "'",
      '\u2063\u2060\u2063',
      'x'.repeat(40_000),
    ]);
    return text.slice(0, at) + token + text.slice(at);
  },
  function otherDelimiter(text, random) {
    return text.replaceAll(',', random.pick(['\t', ';', '|', '::', '，']));
  },
  function otherLineEnds(text, random) {
    return text.replaceAll('\n', random.pick(['\r', '\r\n', '\n\n', '\u2028']));
  },
  function quoteAll(text) {
    return text.replace(/[^,\n]+/g, (cell) => `"${cell.replaceAll('"', '""')}"`);
  },
  function repeatLine(text, random) {
    const from = text.lastIndexOf('\n', random.int(text.length + 1)) + 1;
    const line = text.slice(from, text.indexOf('\n', from) + 1).slice(0, 2_000);
    return text.slice(0, from) + line.repeat(random.pick([2, 100, 3_000])) + text.slice(from);
  },
  function widen(text, random) {
    return text + random.pick([',', '"', '\t']).repeat(random.pick([10, 1_000, 100_000]));
  },
  function declareDelimiter(text, random) {
    return `sep=${random.pick([';', ',', '\t', '"', '\n', ''])}\r\n${text}`;
  },
];

export function mutateXml(text: string, random: Random): { text: string; what: string } {
  const mutation = random.pick(XML);
  return { text: mutation(text, random), what: mutation.name };
}

export function mutateLines(text: string, random: Random): { text: string; what: string } {
  const mutation = random.pick(LINES);
  return { text: mutation(text, random), what: mutation.name };
}

function replaceOne(text: string, pattern: RegExp, by: (found: string) => string, random: Random): string {
  const found = [...text.slice(0, 400_000).matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: whole } = random.pick(found);
  return text.slice(0, index) + by(whole) + text.slice(index + whole.length);
}
