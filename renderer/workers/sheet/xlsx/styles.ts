import { parseXml } from '../xml-events';
import { builtInStyle, PLAIN, readNumberStyle, type NumberStyle } from './number-format';

/** The number style of each cell format (`cellXfs`), in the order cells refer to them. */
export function readStyles(bytes: Uint8Array | undefined): NumberStyle[] {
  const formats = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let inCellFormats = false;
  if (!bytes) return styles;
  parseXml(bytes, {
    open(name, attribute) {
      if (name === 'numFmt') formats.set(Number(attribute('numFmtId')), readNumberStyle(attribute('formatCode') ?? ''));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute('numFmtId') ?? 0);
        styles.push(formats.get(id) ?? (Number.isInteger(id) ? builtInStyle(id) : PLAIN));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}
