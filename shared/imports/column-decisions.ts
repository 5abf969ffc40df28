import { cleanText } from '../rules/text';

/** What a clerk did to the cells of one column, apart from what the file says. Compact: one string may stand in every row. */
export class ColumnDecisions {
  /** Texts typed over cells; made when somebody types. */
  private typed: (string | undefined)[] | null = null;
  private typedCount = 0;
  /** 1 where the text is kept as it is instead of tidied. */
  private literal: Uint8Array | null = null;
  /** What texts that no rule knows stand for: text as `choiceKey` gives it -> code, '' for nothing. */
  readonly choices = new Map<string, string>();

  constructor(private readonly rows: number) {}

  get hasTyped(): boolean {
    return this.typedCount > 0;
  }

  textAt(index: number): string | undefined {
    return this.typed === null ? undefined : this.typed[index];
  }

  /** `undefined` for what the file says. Returns what was typed before. */
  type(index: number, text: string | undefined): string | undefined {
    const before = this.textAt(index);
    if (before === text) return before;
    this.typed ??= new Array<string | undefined>(this.rows);
    this.typed[index] = text;
    if (before === undefined) this.typedCount++;
    if (text === undefined) this.typedCount--;
    return before;
  }

  /** Rows typed over, ascending. */
  typedRows(): number[] {
    const found: number[] = [];
    if (this.typedCount === 0) return found;
    for (let index = 0; index < this.rows; index++) if (this.typed![index] !== undefined) found.push(index);
    return found;
  }

  isLiteralAt(index: number): boolean {
    return this.literal !== null && this.literal[index] === 1;
  }

  setLiteral(index: number, isLiteral: boolean): void {
    this.literal ??= new Uint8Array(this.rows);
    this.literal[index] = isLiteral ? 1 : 0;
  }

  literalRows(): number[] {
    const found: number[] = [];
    if (this.literal) for (let index = 0; index < this.rows; index++) if (this.literal[index] === 1) found.push(index);
    return found;
  }

  /** The code chosen for a text, if any. */
  choiceOf(text: string): string | undefined {
    return this.choices.size === 0 ? undefined : this.choices.get(choiceKey(text));
  }

  choose(key: string, code: string | undefined): void {
    if (code === undefined) this.choices.delete(key);
    else this.choices.set(key, code);
  }
}

/** The form in which one text nobody understands is told from another. */
export function choiceKey(raw: string): string {
  return cleanText(raw);
}
