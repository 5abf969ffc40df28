import { layoutId, layoutSource, type BillLayout } from '@shared/imports/bills/layout';
import type { BillSource } from '@shared/imports/sources/define';

/** The layouts that somebody saved, by the headers that they are for. */
export class SavedLayouts {
  private readonly byId: ReadonlyMap<string, { layout: BillLayout; source: BillSource }>;

  constructor(layouts: readonly BillLayout[]) {
    this.byId = new Map(layouts.map((layout) => [layout.id, { layout, source: layoutSource(layout) }]));
  }

  readonly sourceOf = (labels: readonly string[]): BillSource | undefined =>
    this.byId.size === 0 ? undefined : this.byId.get(layoutId(labels))?.source;

  nameOf(labels: readonly string[]): string {
    return this.byId.size === 0 ? '' : (this.byId.get(layoutId(labels))?.layout.name ?? '');
  }

  /** Without when and by whom it was saved. */
  get(id: string): BillLayout | undefined {
    const layout = this.byId.get(id)?.layout;
    if (!layout) return undefined;
    const { name, kind, channel, headers, columns, inFen, dateOrder } = layout;
    return { id, name, kind, channel, headers, columns, inFen, dateOrder };
  }
}

/** What a layout may be called after its first file: without folders, dates and its ending. */
export function nameOfFile(fileName: string): string {
  const last = fileName.split('/').at(-1) ?? '';
  const words = last
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/[\d_.()（）~\-\s]{4,}/g, ' ')
    .trim();
  return words.slice(0, 40);
}
