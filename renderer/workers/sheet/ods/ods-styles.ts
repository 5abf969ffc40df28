type Attribute = (name: string) => string | undefined;

export type OdsNumberType = 'date' | 'time' | 'percentage';

const NUMBER_TYPES: Record<string, OdsNumberType> = {
  'date-style': 'date',
  'time-style': 'time',
  'percentage-style': 'percentage',
};

/** The styles of a document, as far as they say which sheets are hidden and which numbers are something else. */
export class OdsStyles {
  private readonly hidden = new Set<string>();
  private readonly numberTypes = new Map<string, OdsNumberType>();
  /** Data style by cell style. */
  private readonly dataStyles = new Map<string, string>();
  private tableStyle = '';

  /** An element of the style list; true when what is inside it counts too. */
  enter(name: string, attribute: Attribute): boolean {
    const ownName = attribute('style:name') ?? '';
    const type = NUMBER_TYPES[name];
    if (type) this.numberTypes.set(ownName, type);
    if (name !== 'style') return false;
    const dataStyle = attribute('style:data-style-name');
    if (dataStyle !== undefined) this.dataStyles.set(ownName, dataStyle);
    this.tableStyle = ownName;
    return attribute('style:family') === 'table';
  }

  /** The properties of a table's style. */
  readTable(attribute: Attribute): void {
    if (attribute('table:display') === 'false') this.hidden.add(this.tableStyle);
  }

  isHidden(tableStyle: string | undefined): boolean {
    return this.hidden.has(tableStyle ?? '');
  }

  numberType(cellStyle: string | undefined): OdsNumberType | undefined {
    return this.numberTypes.get(this.dataStyles.get(cellStyle ?? '') ?? '');
  }
}
