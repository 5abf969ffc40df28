/**
 * The text of a cell: its paragraphs, one line each. White space is collapsed (OpenDocument 1.3 part 3, 6.1.2): blanks that count
 * are elements of their own. A blank that opens a paragraph stays, as in LibreOffice, though the standard would drop it.
 */
export class OdsText {
  private lines: string[] = [];
  private line = '';
  /** In a paragraph, where text counts. */
  isOpen = false;
  private afterBlank = false;

  begin(): void {
    this.lines = [];
  }

  beginParagraph(): void {
    this.line = '';
    this.isOpen = true;
    this.afterBlank = false;
  }

  endParagraph(): void {
    this.lines.push(this.line);
    this.isOpen = false;
  }

  add(value: string): void {
    let text = value.replace(/[ \t\r\n]+/g, ' ');
    if (this.afterBlank && text.startsWith(' ')) text = text.slice(1);
    if (text === '') return;
    this.line += text;
    this.afterBlank = text.endsWith(' ');
  }

  /** An element inside a paragraph; true when the text inside it belongs to the cell. */
  enter(name: string, attribute: (name: string) => string | undefined): boolean {
    if (name === 's') this.put(' '.repeat(Math.min(Number(attribute('text:c') ?? 1) || 1, 1_000)));
    else if (name === 'tab') this.put('\t');
    else if (name === 'line-break') this.put('\n');
    return !WITHOUT_TEXT.includes(name);
  }

  take(): string {
    return this.lines.join('\n');
  }

  private put(text: string): void {
    this.line += text;
    this.afterBlank = false;
  }
}

const WITHOUT_TEXT = ['s', 'tab', 'line-break', 'ruby-text', 'annotation', 'note', 'frame', 'custom-shape'];
