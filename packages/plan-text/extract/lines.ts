/** Where a stretch of the extracted text comes from; it reaches to the next anchor. */
export interface Anchor {
  /** Offset in the extracted text. */
  start: number;
  /** PDF page, from 1. */
  page?: number;
  /** Paragraph or table row of a DOCX or HTML file, from 1, counted over the lines that have text. */
  paragraph?: number;
}

/** Collects lines and remembers where each one came from. */
export class Lines {
  readonly anchors: Anchor[] = [];
  private parts: string[] = [];
  private length = 0;

  /** Add a paragraph, which may hold line breaks of its own. Blank ones are dropped and not counted. */
  paragraph(text: string): void {
    const line = text.replace(/[ \u00a0]+$/gm, '');
    if (line.trim() === '') return;
    this.anchors.push({ start: this.length, paragraph: this.anchors.length + 1 });
    this.push(line);
  }

  /** Add the lines of a page; a page without text keeps its anchor. */
  page(page: number, lines: string[]): void {
    this.anchors.push({ start: this.length, page });
    if (lines.length > 0) this.push(lines.join('\n'));
  }

  private push(text: string): void {
    this.parts.push(text, '\n');
    this.length += text.length + 1;
  }

  get text(): string {
    return this.parts.join('');
  }
}
