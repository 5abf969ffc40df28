import { FileFailure, LIMITS, type ReadOptions } from '../limits';
import { inflateWhole, type InflateBudget } from '../inflate';
import { parseXml } from '../xml-events';
import { partKey, type ZipDirectory, type ZipEntry } from '../zip';

/** A workbook's parts, found the way Excel finds them: by relations, not by file names. */
interface WorkbookParts {
  /** `entry` is missing of tabs without cells: chart and dialog sheets, modules of Excel 5. */
  sheets: { name: string; hidden: boolean; entry?: ZipEntry }[];
  strings: ZipEntry | undefined;
  styles: ZipEntry | undefined;
  date1904: boolean;
  macros: boolean;
  externalLinks: boolean;
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

export async function openWorkbook(
  zip: ZipDirectory,
  budget: InflateBudget,
  options: ReadOptions,
): Promise<WorkbookParts> {
  const read = async (key: string) => {
    const entry = zip.get(key);
    return entry ? inflateWhole(entry, budget, options) : undefined;
  };
  const rootRelations = readRelations(await read('_rels/.rels'), '');
  const workbookKey = rootRelations.find((r) => r.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = await read(workbookKey);
  if (!workbook) throw new FileFailure('file.damaged');
  const folder = workbookKey.slice(0, workbookKey.lastIndexOf('/') + 1);
  const relationsKey = `${folder}_rels/${workbookKey.slice(folder.length)}.rels`;
  const relations = readRelations(await read(relationsKey), folder);
  const listed = readSheetList(workbook);
  const byType = (type: string) => zip.get(relations.find((r) => r.type === type)?.target ?? '');
  return {
    sheets: findSheets(listed.sheets, relations, zip, folder),
    strings: byType('sharedStrings') ?? zip.get(`${folder}sharedstrings.xml`),
    styles: byType('styles') ?? zip.get(`${folder}styles.xml`),
    date1904: listed.date1904,
    macros: relations.some((r) => r.type === 'vbaProject'),
    externalLinks: relations.some((r) => r.type === 'externalLink'),
  };
}

/** Relation types are compared by their last word: strict and transitional OOXML differ only before it. */
function readRelations(bytes: Uint8Array | undefined, folder: string): Relation[] {
  const relations: Relation[] = [];
  if (!bytes) return relations;
  parseXml(bytes, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const type = attribute('Type') ?? '';
      const target = resolveTarget(attribute('Target') ?? '', folder);
      relations.push({ id: attribute('Id') ?? '', type: type.slice(type.lastIndexOf('/') + 1), target });
    },
  });
  return relations;
}

function resolveTarget(target: string, folder: string): string {
  const path = target.replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return partKey(parts.join('/'));
}

interface ListedSheet {
  name: string;
  hidden: boolean;
  relation: string | undefined;
}

function readSheetList(bytes: Uint8Array): { sheets: ListedSheet[]; date1904: boolean } {
  const sheets: ListedSheet[] = [];
  let date1904: boolean | undefined;
  let root = '';
  parseXml(bytes, {
    open(name, attribute) {
      root ||= name;
      // The first: an extension at the end (`x15:workbookPr`) has the same name and none of the meaning.
      if (name === 'workbookPr') date1904 ??= ['1', 'true', 'on'].includes(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const hidden = ['hidden', 'veryHidden'].includes(attribute('state') ?? '');
      sheets.push({ name: attribute('name') ?? '', hidden, relation: attribute('r:id') });
    },
  });
  if (root !== 'workbook') throw new FileFailure('file.damaged');
  if (sheets.length === 0) throw new FileFailure('file.no_sheets');
  if (sheets.length > LIMITS.sheets) throw new FileFailure('file.too_many_cells', { limit: LIMITS.sheets });
  return { sheets, date1904: date1904 ?? false };
}

/** Tabs that a person sees, but that have no cells of their own to read. */
const WITHOUT_CELLS = ['chartsheet', 'dialogsheet', 'xlMacrosheet', 'xlIntlMacrosheet'];

/**
 * Every tab, in order. When the relations are missing altogether, the sheets are taken by their customary names; when only
 * one is missing, the file is damaged, and saying so beats an empty table. A tab that names no relation at all (`r:id=""`)
 * is a module of Excel 5: it has no part.
 */
function findSheets(listed: ListedSheet[], relations: Relation[], zip: ZipDirectory, folder: string) {
  const byId = new Map(relations.map((r) => [r.id, r]));
  const taken = new Set<ZipEntry>();
  return listed.map(({ name, hidden, relation: id }, i): WorkbookParts['sheets'][number] => {
    const relation = id ? byId.get(id) : undefined;
    if (id === '' || (relation && WITHOUT_CELLS.includes(relation.type))) return { name, hidden };
    if (relations.length > 0 && relation?.type !== 'worksheet') throw new FileFailure('file.damaged');
    const entry = zip.get(relation?.target ?? `${folder}worksheets/sheet${i + 1}.xml`);
    // A part of two sheets is a part of none: a small file could have it read thousands of times.
    if (!entry || taken.has(entry)) throw new FileFailure('file.damaged');
    taken.add(entry);
    return { name, hidden, entry };
  });
}
