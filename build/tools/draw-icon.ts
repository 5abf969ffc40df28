import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { root } from '../alias';
import { findChromium } from './find-chromium.mjs';

// `tsx build/tools/draw-icon.ts`: icon.svg in the formats the installers want, so that packaging needs no converter.
const folder = resolve(root, 'build/icons');
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 32, 48, 256];
/** The four-letter types of an .icns file that hold a PNG of that size. */
const MAC_TYPES: readonly (readonly [string, number])[] = [
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

const pictures = await draw([...new Set([...LINUX_SIZES, ...WINDOWS_SIZES, 1024])]);
await mkdir(resolve(folder, 'png'), { recursive: true });
for (const size of LINUX_SIZES) await writeFile(resolve(folder, `png/${size}x${size}.png`), pictureOf(size));
await writeFile(resolve(folder, 'icon.ico'), packIco(WINDOWS_SIZES));
await writeFile(resolve(folder, 'icon.icns'), packIcns());

async function draw(sizes: number[]): Promise<Map<number, Buffer>> {
  const svg = await readFile(resolve(folder, 'icon.svg'), 'utf8');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    drawn.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  return drawn;
}

function pictureOf(size: number): Buffer {
  const picture = pictures.get(size);
  if (!picture) throw new Error(`no picture of ${size}`);
  return picture;
}

/** ICONDIR, one ICONDIRENTRY of 16 bytes each, then the PNGs. A size of 256 is written as 0. */
function packIco(sizes: readonly number[]): Buffer {
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(pictureOf(size).length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += pictureOf(size).length;
  });
  return Buffer.concat([header, ...sizes.map(pictureOf)]);
}

/** `icns`, the whole length, then each picture with its type and length, all big-endian. */
function packIcns(): Buffer {
  const parts = MAC_TYPES.map(([type, size]) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(pictureOf(size).length + 8, 4);
    return Buffer.concat([head, pictureOf(size)]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}
