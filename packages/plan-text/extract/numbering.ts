import { formatChineseInteger } from '../../numerals/index.ts';
import { child, elements, type XmlElement } from './xml.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  restart?: number;
}
interface List {
  levels: Map<number, Level>;
  /** Counters are shared by all numbers of one abstract list, unless a number restarts it. */
  counters: number[];
}
interface Reference {
  numId?: string;
  level?: number;
}

const value = (node: XmlElement | undefined): string | undefined => node?.attributes.val;
const stems = '甲乙丙丁戊己庚辛壬癸';
const roman: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function toRoman(n: number): string {
  let rest = n > 0 && n < 4000 ? n : 0;
  let out = '';
  for (const [size, sign] of roman) for (; rest >= size; rest -= size) out += sign;
  return out || String(n);
}

const letters = (n: number): string => String.fromCharCode(96 + (((n - 1) % 26) + 1)).repeat(Math.ceil(n / 26) || 1);

/** A counter in a number format of WordprocessingML (ISO/IEC 29500-1, 17.18.59). */
export function formatCounter(n: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return formatChineseInteger(n);
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return formatChineseInteger(n, 'financial');
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
      return [...String(n)].map((d) => '〇一二三四五六七八九'[Number(d)] ?? d).join('');
    case 'ideographTraditional':
      return stems[n - 1] ?? String(n);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCodePoint(0x2460 + n - 1) : String(n);
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...String(n)].map((d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('');
    case 'decimalZero':
      return String(n).padStart(2, '0');
    case 'upperLetter':
      return letters(n).toUpperCase();
    case 'lowerLetter':
      return letters(n);
    case 'upperRoman':
      return toRoman(n);
    case 'lowerRoman':
      return toRoman(n).toLowerCase();
    default:
      return String(n);
  }
}

function readLevel(node: XmlElement): Level {
  const restart = value(child(node, 'lvlRestart'));
  return {
    start: Number(value(child(node, 'start')) ?? 1) || 0,
    format: value(child(node, 'numFmt')) ?? 'decimal',
    text: value(child(node, 'lvlText')) ?? '',
    ...(restart !== undefined && { restart: Number(restart) }),
  };
}

const reference = (properties: XmlElement | undefined): Reference => {
  const level = value(child(properties, 'numPr', 'ilvl'));
  return { numId: value(child(properties, 'numPr', 'numId')), ...(level !== undefined && { level: Number(level) }) };
};

/** Counts automatic lists as a word processor does, and gives the text that it prints before a paragraph. */
export class Numbering {
  private readonly lists = new Map<string, List>();
  private readonly styles = new Map<string, Reference & { parent?: string }>();
  private defaultStyle: string | undefined;

  constructor(numbering: XmlElement | undefined, styles: XmlElement | undefined) {
    const root = child(numbering, 'numbering');
    const abstracts = new Map<string, List>();
    for (const node of elements(root).filter((e) => e.name === 'abstractNum')) {
      const levels = new Map(
        elements(node)
          .filter((e) => e.name === 'lvl')
          .map((e) => [Number(e.attributes.ilvl), readLevel(e)] as const),
      );
      abstracts.set(node.attributes.abstractNumId ?? '', { levels, counters: [] });
    }
    for (const node of elements(root).filter((e) => e.name === 'num')) {
      const list = abstracts.get(value(child(node, 'abstractNumId')) ?? '');
      if (list) this.lists.set(node.attributes.numId ?? '', overridden(list, node));
    }
    for (const style of elements(child(styles, 'styles')).filter((e) => e.name === 'style')) {
      const id = style.attributes.styleId ?? '';
      this.styles.set(id, { ...reference(child(style, 'pPr')), parent: value(child(style, 'basedOn')) });
      if (style.attributes.type === 'paragraph' && style.attributes.default === '1') this.defaultStyle = id;
    }
  }

  /** The number before a paragraph with these properties, or an empty string; bullets give none. */
  next(properties: XmlElement | undefined): string {
    const own = reference(properties);
    const inherited = this.fromStyle(value(child(properties, 'pStyle')) ?? this.defaultStyle);
    const numId = own.numId ?? inherited.numId;
    const level = own.level ?? inherited.level ?? 0;
    const list = numId === undefined || numId === '0' ? undefined : this.lists.get(numId);
    const rule = list?.levels.get(level);
    if (!list || !rule) return '';
    const { counters } = list;
    counters[level] = counters[level] === undefined ? rule.start : counters[level] + 1;
    for (let deeper = level + 1; deeper < 9; deeper++)
      if (list.levels.get(deeper)?.restart !== 0) delete counters[deeper];
    if (rule.format === 'bullet' || rule.format === 'none') return '';
    const label = rule.text.replace(/%([1-9])/g, (_, digit) => {
      const at = Number(digit) - 1;
      const other = list.levels.get(at);
      return formatCounter(counters[at] ?? other?.start ?? 1, other?.format ?? 'decimal');
    });
    return label === '' || /[^\x20-\x7e]$/.test(label) ? label : `${label} `;
  }

  private fromStyle(id: string | undefined): Reference {
    const seen = new Set<string>();
    const found: Reference = {};
    for (let at = id; at !== undefined && !seen.has(at); at = this.styles.get(at)?.parent) {
      seen.add(at);
      found.numId ??= this.styles.get(at)?.numId;
      found.level ??= this.styles.get(at)?.level;
    }
    return found;
  }
}

/** A number that restarts or redefines levels counts for itself. */
function overridden(list: List, node: XmlElement): List {
  const overrides = elements(node).filter((e) => e.name === 'lvlOverride');
  if (overrides.length === 0) return list;
  const levels = new Map(list.levels);
  for (const override of overrides) {
    const at = Number(override.attributes.ilvl);
    const lvl = child(override, 'lvl');
    const base = lvl ? readLevel(lvl) : levels.get(at);
    const start = value(child(override, 'startOverride'));
    if (base) levels.set(at, { ...base, ...(start !== undefined && { start: Number(start) || 0 }) });
  }
  return { levels, counters: [] };
}
