import { ExtractError } from './errors.ts';
import { Lines } from './lines.ts';
import { Numbering } from './numbering.ts';
import { child, elements, parseXml, textOf, type XmlElement } from './xml.ts';
import { InflateBudget, type InflateLimits, inflateEntry, listZip } from './zip.ts';

/** Deleted text, field codes, hidden second versions of a drawing. */
const skipped = new Set(['del', 'moveFrom', 'instrText', 'delText', 'Fallback', 'pPr', 'rPr', 'sectPr', 'rt']);

class DocxReader {
  readonly lines = new Lines();
  private readonly numbering: Numbering;
  /** Paragraphs of text boxes, which follow the paragraph that holds them. */
  private boxes: XmlElement[] = [];

  constructor(numbering: Numbering) {
    this.numbering = numbering;
  }

  /** Paragraphs, tables and what wraps them. */
  body(node: XmlElement): void {
    for (const element of elements(node)) {
      if (element.name === 'p') this.paragraph(element);
      else if (element.name === 'tbl') for (const row of rowsOf(element)) this.row(row);
      else if (!skipped.has(element.name)) this.body(element);
    }
  }

  private paragraph(node: XmlElement): void {
    this.lines.paragraph(this.paragraphText(node, '\n'));
    const boxes = this.boxes;
    this.boxes = [];
    for (const box of boxes) this.body(box);
  }

  private paragraphText(node: XmlElement, lineBreak: string): string {
    const number = this.numbering.next(child(node, 'pPr'));
    const text = this.inline(node, lineBreak);
    return text.trim() === '' ? '' : number + text;
  }

  private inline(node: XmlElement, lineBreak: string): string {
    let out = '';
    for (const element of elements(node)) {
      switch (element.name) {
        case 't':
          out += textOf(element);
          break;
        case 'tab':
          out += lineBreak === '\n' ? '\t' : ' ';
          break;
        case 'br':
        case 'cr':
          out += lineBreak;
          break;
        case 'noBreakHyphen':
          out += '-';
          break;
        case 'txbxContent':
          this.boxes.push(element);
          break;
        case 'r':
          if (!hidden(element)) out += this.inline(element, lineBreak);
          break;
        default:
          if (!skipped.has(element.name)) out += this.inline(element, lineBreak);
      }
    }
    return out;
  }

  /** A row is a line; merged cells leave empty ones, so that columns keep their place. */
  private row(row: XmlElement): void {
    const skip = Number(child(row, 'trPr', 'gridBefore')?.attributes.val ?? 0);
    const cells: string[] = Array.from({ length: Math.min(skip || 0, 100) }, () => '');
    for (const cell of wrapped(row, 'tc')) {
      const merge = child(cell, 'tcPr', 'vMerge');
      const continued = merge !== undefined && merge.attributes.val !== 'restart';
      cells.push(continued ? '' : this.cellText(cell));
      const span = Number(child(cell, 'tcPr', 'gridSpan')?.attributes.val ?? 1);
      for (let i = 1; i < Math.min(span || 1, 100); i++) cells.push('');
    }
    this.lines.paragraph(cells.join('\t').replace(/\t+$/, ''));
    const boxes = this.boxes;
    this.boxes = [];
    for (const box of boxes) this.body(box);
  }

  private cellText(node: XmlElement): string {
    const parts: string[] = [];
    for (const element of elements(node)) {
      if (element.name === 'p') parts.push(this.paragraphText(element, ' ').trim());
      else if (!skipped.has(element.name) && element.name !== 'tcPr') parts.push(this.cellText(element));
    }
    return parts.filter((part) => part !== '').join(' ');
  }
}

const hidden = (run: XmlElement): boolean => {
  const vanish = child(run, 'rPr', 'vanish');
  return vanish !== undefined && vanish.attributes.val !== '0' && vanish.attributes.val !== 'false';
};

/** Children of this name, also inside content controls and tracked insertions. */
const wrapped = (node: XmlElement, name: string): XmlElement[] =>
  elements(node).flatMap((element) => {
    if (element.name === name) return [element];
    return ['sdt', 'sdtContent', 'ins', 'customXml', 'smartTag'].includes(element.name) ? wrapped(element, name) : [];
  });
const rowsOf = (table: XmlElement): XmlElement[] => wrapped(table, 'tr');

/**
 * The text of a DOCX file: a line for each paragraph with its automatic number, a line for each table row with cells
 * separated by tabs. Headers, footers, notes, comments and deleted text are left out; text boxes follow their paragraph.
 * @throws ExtractError damaged, encrypted, bomb, empty
 */
export function readDocx(bytes: Uint8Array, limits: InflateLimits): Lines {
  const entries = new Map(listZip(bytes, limits).map((entry) => [entry.name, entry]));
  const budget = new InflateBudget(limits);
  const part = (name: string): XmlElement | undefined => {
    const entry = entries.get(name);
    return entry && parseXml(inflateEntry(bytes, entry, budget));
  };
  const main = mainPart(part('_rels/.rels'));
  const body = child(part(main), 'document', 'body');
  if (!body) throw new ExtractError('damaged', { why: main });
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const reader = new DocxReader(new Numbering(part(`${folder}numbering.xml`), part(`${folder}styles.xml`)));
  reader.body(body);
  if (reader.lines.anchors.length === 0) throw new ExtractError('empty');
  return reader.lines;
}

function mainPart(relations: XmlElement | undefined): string {
  const relation = elements(child(relations, 'Relationships')).find((e) =>
    e.attributes.Type?.endsWith('/officeDocument'),
  );
  return relation?.attributes.Target?.replace(/^\//, '') ?? 'word/document.xml';
}
