/**
 * Character maps for the Chinese fonts that many PDF files name but do not embed. Adobe's tables go from a code to a
 * glyph number (CID) and from there to Unicode. Only the text is wanted here, so our tables use the Unicode value itself
 * as the glyph number, and the second step is the identity. Glyph widths are then wrong, which only affects spacing.
 */

/** `GBK-EUC-H` and the like: two-byte GB18030 codes. `UniGB-UCS2-H` and the like: Unicode itself. */
const gbk = /^(?:GBK-EUC|GBKp-EUC|GBK2K|GBpc-EUC|GB-EUC)-[HV]$/;
const unicode = /^Uni(?:GB|CNS|JIS|KS)-(?:UCS2|UTF16)(?:-HW)?-[HV]$/;
const toUnicode = /^Adobe-(?:GB1|CNS1|Japan1|Korea1)-UCS2$/;

const hex = (n: number, digits: number): string => `<${n.toString(16).padStart(digits, '0')}>`;

function cmap(name: string, codes: string, body: string): string {
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    `/CMapName /${name} def /CMapType 1 def /WMode ${name.endsWith('-V') ? 1 : 0} def`,
    codes,
    body,
    'endcmap end end',
  ].join('\n');
}

function gbkRanges(): string {
  const decoder = new TextDecoder('gb18030');
  const lines: string[] = ['begincidrange', '<20> <7e> 32'];
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length !== 1 || char === '\ufffd') continue;
      const code = hex((lead << 8) | trail, 4);
      lines.push(`${code} ${code} ${char.charCodeAt(0)}`);
    }
  lines.push('endcidrange');
  return lines.join('\n');
}

let gbkBody: string | undefined;

/** The text of a predefined character map, or `undefined` for one that is not known here. */
export function cmapText(name: string): string | undefined {
  if (gbk.test(name)) {
    gbkBody ??= gbkRanges();
    return cmap(name, 'begincodespacerange <00> <80> <8140> <fefe> endcodespacerange', gbkBody);
  }
  const plane = 'begincodespacerange <0000> <ffff> endcodespacerange';
  if (unicode.test(name)) return cmap(name, plane, 'begincidrange <0000> <ffff> 0 endcidrange');
  if (toUnicode.test(name)) return cmap(name, plane, 'beginbfrange <0000> <ffff> <0000> endbfrange');
  return undefined;
}
