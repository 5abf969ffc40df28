import { columnName, escapeXml, HEAD, MAIN, textXml } from './xlsx-parts';

/** A note on a cell: shown when the pointer rests on it. 0-based row and column of the sheet. */
export interface CellNote {
  row: number;
  column: number;
  text: string;
}

/** Their shapes share one block of ids, which has room for so many. */
export const MAX_NOTES = 1_000;
const FIRST_SHAPE = 1_025;
const VML_HEAD =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
  '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>' +
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** `comments<n>.xml`: the words (ECMA-376 part 1, 18.7). */
export function commentsXml(notes: readonly CellNote[], author: string): string {
  const list = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${columnName(column)}${row + 1}" authorId="0"><text><r>${textXml(text)}</r></text></comment>`,
  );
  return `${HEAD}<comments xmlns="${MAIN}"><authors><author>${escapeXml(author)}</author></authors><commentList>${list.join('')}</commentList></comments>`;
}

/** `vmlDrawing<n>.vml`: the boxes, without which Excel and WPS show no note (ECMA-376 part 4, 19.1). */
export function noteShapesXml(notes: readonly CellNote[]): string {
  return `${VML_HEAD}${notes.map((note, i) => shapeXml(note, FIRST_SHAPE + i)).join('')}</xml>`;
}

function shapeXml({ row, column, text }: CellNote, id: number): string {
  const lines = Math.min(10, Math.max(3, Math.ceil(text.length / 18) + text.split('\n').length));
  const anchor = [column + 1, 15, Math.max(0, row - 1), 10, column + 4, 15, row + lines, 4].join(', ');
  return (
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;width:200pt;height:80pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  );
}
