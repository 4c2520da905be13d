/** Builders of small files for the tests. */
import { zipSync, zlibSync } from 'fflate';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface PdfOptions {
  /** Predefined character map instead of an embedded ToUnicode one. */
  encoding?: string;
  /** Added to each page dictionary, such as `/Rotate 90`. */
  page?: string;
  /** Matrix of each line; `X` and `Y` are replaced. */
  matrix?: string;
  compress?: boolean;
}

const hex4 = (n: number): string => n.toString(16).padStart(4, '0');
const encodeWith = (line: string, codes: (char: string) => string): string => `<${[...line].map(codes).join('')}>`;

/**
 * A PDF with one text run for each line of each page. Glyph numbers are the Unicode values, mapped back by a ToUnicode
 * table; no font is embedded.
 */
export function makePdf(
  pages: { text: string; x?: number; y?: number }[][],
  options: PdfOptions = {},
  codeOf: (char: string) => string = (char) => hex4(char.charCodeAt(0)),
): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (text: string): string => {
    const body = options.compress ? String.fromCharCode(...zlibSync(utf8(text))) : text;
    return `<< /Length ${body.length}${options.compress ? ' /Filter /FlateDecode' : ''} >>\nstream\n${body}\nendstream`;
  };
  const toUnicode = add(
    stream(
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def ' +
        '1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end',
    ),
  );
  const descendant = add(
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 ' +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (${options.encoding ? 'GB1' : 'Identity'}) /Supplement 0 >> ` +
      '/FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
  );
  const font = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${options.encoding ?? 'Identity-H'} ` +
      `/DescendantFonts [${descendant} 0 R]${options.encoding ? '' : ` /ToUnicode ${toUnicode} 0 R`} >>`,
  );
  const tree = objects.length + pages.length * 2 + 1;
  const kids = pages.map((lines) => {
    const shown = lines.map(({ text, x = 50, y = 700 }) => {
      const matrix = (options.matrix ?? '1 0 0 1 X Y').replace('X', String(x)).replace('Y', String(y));
      return `BT /F1 10 Tf ${matrix} Tm ${encodeWith(text, codeOf)} Tj ET`;
    });
    const contents = add(stream(shown.join('\n')));
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 600 800] ${options.page ?? ''} /Contents ${contents} 0 R ` +
        `/Resources << /Font << /F1 ${font} 0 R >> >> >>`,
    );
  });
  add(`<< /Type /Pages /Kids [${kids.map((k) => `${k} 0 R`).join(' ')}] /Count ${kids.length} >>`);
  const catalog = add(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
  return assemble(objects, `/Root ${catalog} 0 R`);
}

/** Number the objects, write the cross-reference table and the trailer. */
export function assemble(objects: string[], trailer: string): Uint8Array {
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  out += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  out += `trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(out, (char) => char.charCodeAt(0));
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A DOCX from raw body XML, with optional numbering and styles parts. */
export function makeDocx(body: string, parts: { numbering?: string; styles?: string } = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': utf8('<Types/>'),
    '_rels/.rels': utf8(
      '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': utf8(`<?xml version="1.0"?><w:document ${w}><w:body>${body}</w:body></w:document>`),
    ...(parts.numbering && { 'word/numbering.xml': utf8(`<w:numbering ${w}>${parts.numbering}</w:numbering>`) }),
    ...(parts.styles && { 'word/styles.xml': utf8(`<w:styles ${w}>${parts.styles}</w:styles>`) }),
  });
}

/** A ZIP whose central directory declares another size for its first entry than it inflates to. */
export function withDeclaredSize(zip: Uint8Array, size: number): Uint8Array {
  const out = zip.slice();
  const view = new DataView(out.buffer);
  for (let i = 0; i + 4 < out.length; i++)
    if (view.getUint32(i, true) === 0x02014b50) {
      view.setUint32(i + 24, size, true);
      break;
    }
  return out;
}

/** An OLE container with the name of one stream. */
export function makeOle(stream: string): Uint8Array {
  const out = new Uint8Array(1024);
  out.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  out.set(
    [...stream].flatMap((char) => [char.charCodeAt(0), 0]),
    512,
  );
  return out;
}
