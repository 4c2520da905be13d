import type { Para } from './paragraphs.ts';

/** Units that answer for a task, with the place of the list in its paragraph. */
export interface UnitList {
  from: number;
  to: number;
  lead: string;
  joint: string[];
}

/** Words that open a list, by role. */
const LEAD_LABELS =
  '牵头单位|牵头部门|牵头负责单位|牵头责任部门|主责单位|主责部门|主管部门|主办部门|牵头责任单位|责任牵头单位|主要责任单位|主办单位|主体责任单位|负责单位|第一责任单位|牵头';
const JOINT_LABELS =
  '配合单位|配合部门|支持单位|协助单位|协办部门|参与部门|参加部门|协同部门|参与单位|参加单位|协办单位|协同单位|会同单位|协作单位|责任配合单位|配合|参与|参加|协同';
const BOTH_LABELS =
  '责任单位|责任部门|责任处室|责任科室|负责部门|承办单位|组织单位|实施部门|落实部门|责任主体|实施单位|实施主体|落实单位|任务分工|分工单位|责任分工|责任人单位|承担单位';
const LABEL = new RegExp(`(${LEAD_LABELS}|${JOINT_LABELS}|${BOTH_LABELS})(?:为|是)?[：:]`, 'g');

/** What may stand before a label: marks of lists, 市级 and the like. */
const MARKS = '[（；—★☆●■◆▪·*-]{0,2}(?:省级|市级|县级|区级|本级|主要)?';
const OPENER = new RegExp(`^${MARKS}(?:${LEAD_LABELS}|${JOINT_LABELS}|${BOTH_LABELS})(?:为|是)?：`);
const ANY_LABEL = `(?:${LEAD_LABELS}|${JOINT_LABELS}|${BOTH_LABELS})`;
const THICK_LABEL = new RegExp(`【(${ANY_LABEL})】[：:]?`, 'g');
const THICK_LIST = new RegExp(`【(${ANY_LABEL}[：:][^【】]{2,600})】`, 'g');

/** A list in thick or square brackets that closes its paragraph, put into round ones. */
function roundClosing(text: string): string {
  const end = text.endsWith('。') ? text.length - 2 : text.length - 1;
  if (!/[】〕]/.test(text[end] ?? '')) return text;
  const at = Math.max(text.lastIndexOf('【', end), text.lastIndexOf('〔', end));
  const inside = text.slice(at + 1, end);
  if (at < 0 || inside.length > 600 || !HINT.test(inside)) return text;
  return `${text.slice(0, at)}（${inside}）${text.slice(end + 1)}`;
}

/** 【责任单位】甲、乙 and 【责任单位：甲、乙】 in the forms of round brackets, of the same length. */
const plainBrackets = (text: string): string =>
  /[【〔]/.test(text)
    ? roundClosing(text)
        .replace(THICK_LABEL, (m, w: string) => `；${m.length > w.length + 2 ? '；' : ''}${w}：`)
        .replace(THICK_LIST, '（$1）')
    : text;

/** Role of a paragraph that is nothing but a list with its label. */
export function roleOfLine(raw: string): 'lead' | 'joint' | 'both' | null {
  const m = LINE.exec(plainBrackets(raw));
  if (!m) return null;
  return m[1] ? 'lead' : m[2] ? 'joint' : 'both';
}
const LINE = new RegExp(`^${MARKS}(?:(${LEAD_LABELS})|(${JOINT_LABELS})|(${BOTH_LABELS}))(?:为|是)?：`);

/** Notes about the list itself. */
const NOTES =
  /列第一|排第一|排名第一|排在第一|首位|第一位|下同|为牵头|以下简称|按职责分工|分别负责|排名不分先后|^等$|完成时[限间]|\d{4}年|\d月|完成$|^以下|不再列出|持续推进|长期坚持|^长期$/;
const UNIT_END =
  /(?:厅|局|司|委|办|院|部|署|会|府|社|行|总队|支队|中心|公司|集团|大学|学院|研究院|实验室|室|校|所|处|队|法院|检察院|台|馆|团|协会|联|联合会|银监局|分局|海关|行署|支行|分行|管委会|单位|部门|政府|街道|乡镇|电网|铁塔|电信|移动|联通|园区|组|专班|军区|报社|总社|总局|税务|指挥部|机构|企业|省|市|州|盟|县|区)(?:（[^）]*）|〔[^〕]*〕)*(?:等(?:有关)?(?:部门|单位)?)?$/;

/** Splits at 、，and ； outside brackets. */
export function splitUnits(list: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const c = list[i];
    if (c === '（' || c === '〔' || c === '“') depth++;
    else if (c === '）' || c === '〕' || c === '”') depth = Math.max(0, depth - 1);
    if (
      c === undefined ||
      (depth === 0 && (c === '、' || c === '，' || c === '；' || c === '。' || c === ',' || c === '/'))
    ) {
      const s = list.slice(start, i).trim();
      if (s) out.push(s);
      start = i + 1;
    }
  }
  return out;
}

const CITY_SUFFIX = /^(.{2,4}?)((?:市|县|区|州)(?:（[^）]*）|〔[^〕]*〕)*(?:人民)?政府)$/;
const REGION_ONLY = /^(?:各|有关|相关)(?:设区|县级|地级|省辖)?(?:省|市|县|区|州|盟|旗)(?:（[^）]*）)*$/;
const REGION_HEAD = /^(?:各|有关|相关|全省|全市|沿海|沿江)/;

/** 杭州、宁波、舟山市政府: the suffix belongs to every name; 各市、县（市、区）政府 is one unit. */
function spreadSuffix(items: string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as string;
    if (
      /^(?:各|有关|相关)/.test(item) &&
      (REGION_ONLY.test(item) || !UNIT_END.test(item.replace(/[市县区州]$/, ''))) &&
      i + 1 < items.length
    ) {
      // 各市、县（市、区）政府
      let j = i;
      const parts = [item];
      while (
        j + 1 < items.length &&
        !/(?:政府|管委会|行署|单位|部门)$/.test(parts[parts.length - 1] as string) &&
        parts.length < 5
      )
        parts.push(items[++j] as string);
      if (/(?:政府|管委会|行署|单位|部门)$/.test(parts[parts.length - 1] as string)) {
        out.push(parts.join('、'));
        i = j;
        continue;
      }
    }
    out.push(item);
  }
  for (let i = out.length - 1; i > 0; i--) {
    const m = CITY_SUFFIX.exec(out[i] as string);
    if (!m || REGION_HEAD.test(out[i] as string)) continue;
    for (let k = i - 1; k >= 0; k--) {
      const name = out[k] as string;
      if (name.length > 4 || /(?:厅|局|委|办|院|部|府|司|会|省|市|县|区)$/.test(name)) break;
      out[k] = name + m[2];
    }
  }
  return out;
}

function cleanUnit(s: string): string {
  return s
    .replace(/^(?:由|以及|和|及|与|会同|其中|：)/, '')
    .replace(
      /(?:按(?:照)?(?:各自)?职责(?:分工)?(?:负责)?|分工负责|负责(?:落实|实施)?|牵头(?:负责)?|分别|共同|联合|配合|参与|参加|组织实施|落实|具体负责)+$/,
      '',
    )
    .replace(/〔/g, '（')
    .replace(/〕/g, '）')
    .replace(/[。；，、]+$/, '')
    .replace(/等(?:有关|相关)?(?:部门|单位)?$/, '');
}

/** Words between units that part them as 、 does. */
const JOINERS =
  /会同(?!单位)|(?:等(?:有关|相关)?(?:部门|单位)?)?(?:以及|[及和与])(?=各|有关|相关|省级|市级|地方)|等(?:部门|单位)(?=各|有关|相关|地方)/g;

/** 责任领导：某某；责任单位：…: the label of the list comes second. */
const LATER_LABEL = new RegExp(`^[^。（）]{2,30}[；，](?:${LEAD_LABELS}|${BOTH_LABELS})(?:为|是)?：`);
const BODY_END = /[厅局委办院会部署室司团心队]/;

/** 省甲厅省乙局: blanks parted them once. */
function unglued(item: string): string[] {
  const level = item[0] as string;
  if (item.length < 8 || !/[省市县区州]/.test(level)) return [item];
  const out: string[] = [];
  let start = 0;
  for (let i = 3; i < item.length - 2; i++)
    if (item[i] === level && BODY_END.test(item[i - 1] as string) && i - start > 2) {
      out.push(item.slice(start, i));
      start = i;
    }
  return [...out, item.slice(start)];
}

/** The units of a plain list. */
export function unitsOf(list: string): string[] {
  const items = splitUnits(list.replace(JOINERS, '、'))
    .filter((s) => !NOTES.test(s) || /按职责分工负责$|分别负责$/.test(s))
    .map(cleanUnit)
    .flatMap(unglued)
    .filter((s) => s.length > 1 && s.length <= 40);
  return [...new Set(spreadSuffix(items))];
}

/** Reads the inside of a bracket or line that is a list of units, or `null` if it is not one. */
export function parseUnits(inside: string): { lead: string; joint: string[] } | null {
  LABEL.lastIndex = 0;
  const labels: { role: 'lead' | 'joint' | 'both'; from: number; to: number }[] = [];
  for (let m = LABEL.exec(inside); m; m = LABEL.exec(inside)) {
    const w = m[1] as string;
    const role = new RegExp(`^(?:${LEAD_LABELS})$`).test(w)
      ? 'lead'
      : new RegExp(`^(?:${JOINT_LABELS})$`).test(w)
        ? 'joint'
        : 'both';
    labels.push({ role, from: m.index, to: m.index + m[0].length });
  }
  if (labels.length > 0) {
    const lead: string[] = [];
    const joint: string[] = [];
    labels.forEach((l, k) => {
      const units = unitsOf(inside.slice(l.to, labels[k + 1]?.from ?? inside.length));
      if (l.role === 'lead') lead.push(...units);
      else joint.push(...units);
    });
    if (lead.length === 0) {
      const whole = inside.slice((labels[0] as { to: number }).to);
      const spoken = parseSpoken(whole);
      if (spoken) return spoken;
      const first = joint.shift();
      return first ? { lead: first, joint } : null;
    }
    const [head = '', ...more] = lead;
    return { lead: head, joint: [...new Set([...more, ...joint])].filter((u) => u !== head) };
  }
  return parseSpoken(inside);
}

/** X牵头，Y配合 · X、Y按职责分工负责. */
function parseSpoken(inside: string): { lead: string; joint: string[] } | null {
  const lead = /^(?:由)?([^，；。]{2,80}?)(?:共同)?牵头(?:负责|实施|落实)?(?:[，；、](.*))?$/.exec(inside);
  if (lead) {
    const heads = unitsOf(lead[1] as string);
    const first = heads[0];
    if (!first || !UNIT_END.test(first)) return null;
    const rest = unitsOf(
      (lead[2] ?? '').replace(
        /(?:等(?:部门|单位)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?负责|配合|参与|参加|分工负责|协同|负责)+。?$/,
        '',
      ),
    );
    return { lead: first, joint: [...new Set([...heads.slice(1), ...rest])].filter((u) => u !== first) };
  }
  const duty =
    /^(.{2,400}?)(?:等(?:有关)?(?:部门|单位))?(?:按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?负责|分工负责|分别负责|负责(?:落实|实施)?|按(?:照)?(?:各自)?职责(?:分工)?落实|分工落实|落实)(?:[，；、](.*))?$/.exec(
      inside,
    );
  if (duty) {
    const units = unitsOf(`${duty[1]}${duty[2] ? `，${duty[2]}` : ''}`);
    const named = units.filter((u) => UNIT_END.test(u));
    if (named.length === 0 || named.length < units.length * 0.6) return null;
    return { lead: units[0] as string, joint: units.slice(1) };
  }
  return null;
}

/** A paragraph longer than this is no list of units. */
const LONGEST_LIST = 1500;

/** A name that can only be a unit: region or realm in front, kind of body behind. */
const SURE_UNIT =
  /^(?:省|市|县|区|州|各|全|国家|中央|中国|中共|自治区|地方|有关|相关|人民银行|[\u4e00-\u9fff]{2,6}(?:省|市|县|区|州))[\u4e00-\u9fff（）〔〕、]{0,24}(?:厅|局|委|办|院|部|署|政府|管委会|委员会|办公室|中心|公司|集团|总社|总局|海关|分行|部门|单位|工会|妇联|科协|团委|协会|行署|法院|检察院|街道|乡镇|镇)$|^[\u4e00-\u9fff]{2,12}(?:总局|部|委|署)$|^团[省市县区]委$|^[省市县区州](?:工商联|残联|文联|侨联|社科联|记协|贸促会)$/;

/** A closing bracket of nothing but units, without any label. */
function bareList(text: string): UnitList | null {
  const end = text.endsWith('。') ? text.length - 1 : text.length;
  if (text[end - 1] !== '）' || end < 24) return null;
  let depth = 0;
  let i = end - 1;
  for (; i >= 0 && end - i < 600; i--) {
    if (text[i] === '）') depth++;
    else if (text[i] === '（' && --depth === 0) break;
  }
  if (text[i] !== '（' || i < 12) return null;
  const units = unitsOf(text.slice(i + 1, end - 1));
  const [lead, ...joint] = units;
  if (!lead || !units.every((x) => SURE_UNIT.test(x))) return null;
  return { from: i, to: end, lead, joint };
}

const SPOKEN =
  /(?:^|[，。；])由([^，。；：的]{2,40}?)(?:统筹)?牵头(?!的)(?:[^，。；]{0,12})(?:，((?:[^，。；]{2,160}?)(?:配合|参与|参加|协同)))?/;

/** 由X牵头，Y配合 within the sentence. */
function spokenList(text: string): UnitList | null {
  const m = SPOKEN.exec(text.slice(0, 4000));
  if (!m) return null;
  const heads = unitsOf(m[1] as string);
  const [lead, ...more] = heads;
  if (!lead || !heads.every((x) => SURE_UNIT.test(x))) return null;
  const joint = m[2]
    ? unitsOf(m[2].replace(/(?:积极|共同|等)*(?:配合|参与|参加|协同)$/, '')).filter((x) => SURE_UNIT.test(x))
    : [];
  return { from: m.index, to: m.index + m[0].length, lead, joint: [...more, ...joint].filter((x) => x !== lead) };
}

const DUTY_TAIL =
  /(?:^|[。；）])([^。；：]{6,400}?)(?:等(?:部门|单位)?)?按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实)。?$/;

/** A last sentence that says whose duty the paragraph is: 甲、乙按职责分工负责。 */
function dutyList(text: string): UnitList | null {
  const tail = text.slice(-460);
  const m = DUTY_TAIL.exec(tail);
  const units = m ? unitsOf(m[1] as string) : [];
  const [lead, ...joint] = units;
  if (!m || !lead || !units.every((x) => SURE_UNIT.test(x))) return null;
  const from = text.length - tail.length + m.index + m[0].indexOf(m[1] as string);
  return { from, to: text.length, lead, joint };
}

const HINT = /责任|牵头|配合|负责|主办|参与|实施单位|落实单位|分工|落实/;

/** Finds the lists of units in a paragraph: in round brackets, or a paragraph that is a list itself. */
export function findUnitLists(p: Pick<Para, 'text'>): UnitList[] {
  const out: UnitList[] = [];
  const text = plainBrackets(p.text);
  if (!HINT.test(text)) {
    const bare = bareList(text);
    return bare ? [bare] : out;
  }
  let i = text.indexOf('（');
  while (i >= 0) {
    let depth = 0;
    let j = i;
    for (; j < text.length && j - i < 1200; j++) {
      if (text[j] === '（') depth++;
      else if (text[j] === '）' && --depth === 0) break;
    }
    const closed = j < text.length && text[j] === '）';
    const inside = text.slice(i + 1, closed ? j : Math.min(j, text.length));
    const labelled = OPENER.test(inside) || (closed && LATER_LABEL.test(inside));
    if (labelled || (closed && inside.length >= 5 && /负责|牵头|分工落实|落实$/.test(inside))) {
      const units = parseUnits(inside);
      if (units) out.push({ from: i, to: closed ? j + 1 : j, ...units });
      i = text.indexOf('（', closed ? j + 1 : j);
    } else i = text.indexOf('（', i + 1);
  }
  if (out.length === 0) {
    const line = OPENER.exec(text);
    if (line && text[0] !== '（' && text.length < LONGEST_LIST) {
      const units = parseUnits(text);
      if (units) out.push({ from: 0, to: text.length, ...units });
    } else {
      const tail = new RegExp(`(?:^|[。；])((?:${LEAD_LABELS}|${BOTH_LABELS})：[^。]{2,400})。?$`).exec(
        text.slice(-460),
      );
      if (tail) {
        const units = parseUnits(tail[1] as string);
        const from =
          text.length -
          Math.min(460, text.length) +
          tail.index +
          (tail[0].length - (tail[1] as string).length - (tail[0].endsWith('。') ? 1 : 0));
        if (units) out.push({ from, to: text.length, ...units });
      }
    }
  }
  if (out.length === 0) {
    const other = bareList(text) ?? dutyList(text) ?? spokenList(text);
    if (other) out.push(other);
  }
  return out;
}
