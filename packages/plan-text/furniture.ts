/** Running heads and feet of a printed page, and the furniture of a web page. */
const FURNITURE = [
  /^[—\-·.]{1,3}\d{1,4}[—\-·.]{1,3}$/,
  /^第\d{1,4}页(?:[，,/]?共\d{1,4}页)?$/,
  /^[\u4e00-\u9fff]{2,20}公报\d{4}年第\d{1,3}期(?:（总第\d+期）)?$/,
  /^[-—_=*·]{3,}$/,
  /^(?:打印|关闭|打印关闭|字体|浏览次数|来源|扫一扫.{0,20}|分享到?|返回顶部)[：:]?.{0,12}$/,
];

/** Whether a line belongs to the page and not to the document. */
export function isFurniture(text: string): boolean {
  return text.length <= 40 && FURNITURE.some((re) => re.test(text));
}

interface Bare {
  text: string;
  cells: number[] | null;
}

/** Lines at least this long are prose, between which a lone number can only be that of the page. */
const PROSE = 20;
/** So often must a line come back beside page numbers to be a running head. */
const AGAIN = 3;

/** Drops page numbers without dashes between lines of prose, and the running heads that stand beside them. */
export function dropPageMarks<T extends Bare>(lines: T[]): T[] {
  const prose = (l: T | undefined): boolean => l !== undefined && l.cells === null && l.text.length >= PROSE;
  const number = (l: T | undefined): boolean => l !== undefined && l.cells === null && /^\d{1,3}$/.test(l.text);
  const heads = new Map<string, number>();
  const short = (l: T | undefined): l is T =>
    l !== undefined &&
    l.cells === null &&
    /^[\u4e00-\u9fff“”（）\d—-]{4,30}$/.test(l.text) &&
    /[\u4e00-\u9fff]{4}/.test(l.text);
  lines.forEach((l, i) => {
    if (!number(l)) return;
    for (const near of [lines[i - 1], lines[i + 1]])
      if (short(near)) heads.set(near.text, (heads.get(near.text) ?? 0) + 1);
  });
  const isHead = (l: T | undefined): boolean => short(l) && (heads.get(l.text) ?? 0) >= AGAIN;
  return lines.filter((l, i) => {
    if (number(l))
      return !((prose(lines[i - 1]) || isHead(lines[i - 1])) && (prose(lines[i + 1]) || isHead(lines[i + 1])));
    return !(isHead(l) && (number(lines[i - 1]) || number(lines[i + 1])));
  });
}
