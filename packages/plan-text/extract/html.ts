import { load } from 'cheerio';
import { ExtractError } from './errors.ts';
import { Lines } from './lines.ts';

type Dom = ReturnType<ReturnType<typeof load>['root']>[0];
type Node = NonNullable<Dom>['children'][number] | NonNullable<Dom>;

const dropped = new Set('script style nav noscript template head iframe object svg select button textarea'.split(' '));
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary ul caption table thead tbody tfoot tr'.split(
    ' ',
  ),
);
/** Deeper trees are made to break readers, not to be read. */
const maxDepth = 400;

/**
 * Refuses a tree that is too deep before it is built: building takes the square of the depth. Counted are elements that
 * nothing closes by itself.
 */
function refuseDepth(html: string): void {
  let depth = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (!nesting.has(name!.toLowerCase())) continue;
    depth += close ? -1 : 1;
    if (depth > maxDepth * 4) throw new ExtractError('damaged', { why: 'nesting' });
  }
}
const nesting = new Set(
  'div span table section article ul ol dl blockquote a b i u em strong font center form main header footer aside figure details'.split(
    ' ',
  ),
);

const squeeze = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

class HtmlReader {
  readonly lines = new Lines();
  private line = '';

  flush(): void {
    this.lines.paragraph(squeeze(this.line));
    this.line = '';
  }

  read(node: Node, depth: number): void {
    if (depth > maxDepth) throw new ExtractError('damaged', { why: 'nesting' });
    if (node.type === 'text') {
      this.line += node.data;
      return;
    }
    if (!('children' in node)) return;
    const tag = 'name' in node ? node.name : '';
    if (dropped.has(tag)) return;
    if (tag === 'br') {
      this.flush();
      return;
    }
    if (tag === 'table') {
      this.flush();
      this.table(node, depth);
      return;
    }
    const block = blocks.has(tag);
    if (block) this.flush();
    for (const child of node.children) this.read(child, depth + 1);
    if (block) this.flush();
  }

  /** One line for each row; spans leave empty cells, so that columns keep their place. */
  private table(table: Node, depth: number): void {
    const spans: number[] = [];
    for (const caption of 'children' in table ? table.children : [])
      if ('name' in caption && caption.name === 'caption') this.read(caption, depth + 1);
    for (const row of descendants(table, 'tr', depth)) {
      const cells: string[] = [];
      const fill = (): void => {
        while ((spans[cells.length] ?? 0) > 0) {
          spans[cells.length]!--;
          cells.push('');
        }
      };
      for (const cell of 'children' in row ? row.children : []) {
        if (!('attribs' in cell) || (cell.name !== 'td' && cell.name !== 'th')) continue;
        fill();
        const inner = new HtmlReader();
        for (const child of cell.children) inner.read(child, depth + 4);
        inner.flush();
        const across = span(cell.attribs.colspan);
        const down = span(cell.attribs.rowspan) - 1;
        for (let i = 0; i < across; i++) {
          if (down > 0) spans[cells.length] = down;
          cells.push(i === 0 ? squeeze(inner.lines.text) : '');
        }
      }
      fill();
      this.lines.paragraph(cells.join('\t').replace(/\t+$/, ''));
    }
  }
}

const span = (value: string | undefined): number => Math.min(100, Math.max(1, Number.parseInt(value ?? '1', 10) || 1));

/** The rows of this table, but not those of tables inside its cells. */
function descendants(node: Node, wanted: string, depth: number): Node[] {
  if (depth > maxDepth) throw new ExtractError('damaged', { why: 'nesting' });
  if (!('children' in node)) return [];
  return [...node.children].flatMap((child): Node[] => {
    if (!('name' in child)) return [];
    if (child.name === wanted) return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name) ? descendants(child, wanted, depth + 1) : [];
  });
}

/**
 * The text of a web page: a line for each block and table row, cells separated by tabs, white space squeezed.
 * Scripts, styles, navigation and form controls are dropped.
 * @throws ExtractError empty, damaged (nested too deeply)
 */
export function readHtml(html: string): Lines {
  refuseDepth(html);
  const reader = new HtmlReader();
  const root = load(html).root()[0];
  if (root) reader.read(root, 0);
  reader.flush();
  if (reader.lines.anchors.length === 0) throw new ExtractError('empty');
  return reader.lines;
}

/** Whether a decoded text is a web page: a doctype or a structural tag near its beginning. */
export const looksLikeHtml = (text: string): boolean =>
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|h[1-6]|meta)\b/i.test(
    text.slice(0, 4000),
  );
