/** Cell formats of every workbook written here, by name: indexes into the `cellXfs` below. */
export const STYLE = {
  plain: 0,
  header: 1,
  text: 2,
  date: 3,
  rate: 4,
  number: 5,
  /** Text on red: the cell is to blame. */
  flagged: 6,
  required: 7,
  example: 8,
  title: 9,
  wrapped: 10,
  quiet: 11,
  fieldRequired: 12,
  /** Text at the top of a tall row. */
  top: 13,
} as const;

const NAME = '<name val="Microsoft YaHei"/>';
const RED = '<color rgb="FFC00000"/>';
const GREY = '<color rgb="FF6B7280"/>';
const FONTS = [
  `<sz val="11"/>${NAME}`,
  `<b/><sz val="11"/>${NAME}`,
  `<b/><sz val="11"/>${RED}${NAME}`,
  `<i/><sz val="11"/>${GREY}${NAME}`,
  `<b/><sz val="14"/>${NAME}`,
  `<sz val="11"/>${GREY}${NAME}`,
  `<sz val="11"/>${RED}${NAME}`,
];
const FILLS = [
  '<patternFill patternType="none"/>',
  '<patternFill patternType="gray125"/>',
  '<patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill>',
  '<patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill>',
];
const TEXT = 49;
const DATE = 164;
const RATE = 165;

/** In the order of `STYLE`: number format, font, fill; at the top of the row, and whether long text wraps there. */
const CELLS: readonly (readonly [format: number, font?: number, fill?: number, place?: 'top' | 'wrap'])[] = [
  [0],
  [TEXT, 1, 2],
  [TEXT],
  [DATE],
  [RATE],
  [0],
  [TEXT, 0, 3, 'top'],
  [TEXT, 2, 2],
  [TEXT, 3],
  [TEXT, 4],
  [TEXT, 0, 0, 'wrap'],
  [TEXT, 5],
  [TEXT, 6, 0, 'wrap'],
  [TEXT, 0, 0, 'top'],
];

export function stylesXml(head: string, main: string): string {
  const list = (tag: string, items: readonly string[]) => `<${tag} count="${items.length}">${items.join('')}</${tag}>`;
  return (
    `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="${DATE}" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="${RATE}" formatCode="0.00##%"/></numFmts>` +
    list(
      'fonts',
      FONTS.map((font) => `<font>${font}</font>`),
    ) +
    list(
      'fills',
      FILLS.map((fill) => `<fill>${fill}</fill>`),
    ) +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `${list('cellXfs', CELLS.map(cellFormat))}</styleSheet>`
  );
}

function cellFormat([format, font = 0, fill = 0, place]: (typeof CELLS)[number]): string {
  const used =
    (format === 0 ? '' : ' applyNumberFormat="1"') +
    (font === 0 ? '' : ' applyFont="1"') +
    (fill === 0 ? '' : ' applyFill="1"');
  const open = `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}"${used} xfId="0"`;
  if (place === undefined) return `${open}/>`;
  return `${open} applyAlignment="1"><alignment vertical="top"${place === 'wrap' ? ' wrapText="1"' : ''}/></xf>`;
}
