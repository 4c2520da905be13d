/** Everything that can be said against a document or an event: codes, places, and messages in both languages. */

export type Problem = {
  code: ProblemCode;
  /** JSON pointer or XPath. */
  place: string;
  details?: Record<string, string | number>;
  /** A fault that EPCIS 1.x let pass. */
  tolerated?: true;
};

type Message = { zh: string; en: string; warning?: true };

export const problemCatalogue = {
  // The document as text
  empty: { zh: '文件是空的', en: 'The document is empty' },
  truncated: { zh: '文件不完整：在 {at} 处突然结束', en: 'The document ends in the middle, at {at}' },
  syntax: { zh: '第 {at} 处语法有误：{what}', en: 'Wrong syntax at {at}: {what}' },
  nul: { zh: '含有 NUL 字符，无法保存', en: 'It has a NUL character, which cannot be kept' },
  encoding: { zh: '编码有误：{what}', en: 'Wrong encoding: {what}' },
  'too-deep': { zh: '嵌套超过 {max} 层', en: 'Nested more than {max} levels deep' },
  'too-large': { zh: '单个事件或字段超过 {max} 字节', en: 'One event or field is larger than {max} bytes' },
  doctype: {
    zh: 'XML 不得含 DOCTYPE（可能引入外部实体）',
    en: 'The XML has a DOCTYPE, which could bring entities: refused',
  },
  entity: { zh: '未知的 XML 实体：{what}', en: 'Unknown XML entity: {what}' },
  // The document as EPCIS
  'unknown-document': { zh: '不是 EPCIS 文件：{what}', en: 'Not an EPCIS document: {what}' },
  'missing-context': {
    zh: '缺少 @context（EPCIS 的 JSON-LD 上下文）',
    en: '@context with the EPCIS context is missing',
  },
  'unknown-context': {
    zh: '未知的上下文 {context}：不联网读取，请改为内联前缀',
    en: 'Unknown context {context}: nothing is loaded from the network, so declare its prefixes inline',
  },
  'bad-context': { zh: '@context 有误：{what}', en: 'Wrong @context: {what}' },
  'late-context': {
    zh: '@context 出现在事件之后且事件过多，请放在文件开头',
    en: '@context comes after more events than can be kept: put it first',
  },
  'missing-events': { zh: '没有事件列表（eventList）', en: 'There is no list of events (eventList)' },
  'unknown-prefix': { zh: '前缀“{prefix}”没有声明', en: 'The prefix “{prefix}” is not declared' },
  'duplicate-event-id': {
    zh: '事件编号 {id} 在文件中重复（首次出现在 {first}）',
    en: 'The event id {id} occurs twice in the document (first at {first})',
  },
  // Fields
  required: { zh: '缺少必填字段 {field}', en: 'The field {field} is missing' },
  'not-allowed': { zh: '{type} 不得含字段 {field}', en: 'A {type} has no field {field}' },
  'unknown-field': {
    zh: '未知字段 {field}；自定义字段须带命名空间',
    en: 'Unknown field {field}: fields of your own need a namespace',
  },
  'wrong-kind': { zh: '{field} 应为{kindZh}', en: '{field} should be {kind}' },
  'unknown-event-type': { zh: '未知的事件类型“{type}”', en: 'Unknown type of event “{type}”' },
  'bad-time': {
    zh: '“{value}”不是带时区的日期时间',
    en: '“{value}” is not a date and time with a time zone',
  },
  'bad-offset': {
    zh: '“{value}”不是 ±时:分 形式的时区（最大 14:00）',
    en: '“{value}” is not an offset such as +08:00 (at most 14:00)',
  },
  'bad-action': {
    zh: 'action 只能是 ADD、OBSERVE、DELETE，不能是“{value}”',
    en: 'action is ADD, OBSERVE or DELETE, not “{value}”',
  },
  'bad-uri': { zh: '“{value}”不是 URI', en: '“{value}” is not a URI' },
  'bad-epc': { zh: '“{value}”不是正确的 EPC 标识', en: '“{value}” is not a well-formed EPC' },
  'unknown-word': {
    zh: '“{value}”不是标准词汇；自定义词须写成带命名空间的 URI',
    en: '“{value}” is not a standard word; a word of your own is a URI with a namespace',
  },
  'unknown-measurement': {
    zh: '“{value}”不在 GS1 的测量类型中',
    en: '“{value}” is not among the kinds of measurement of GS1',
    warning: true,
  },
  'bad-uom': { zh: '计量单位“{value}”不是 UN/CEFACT 代码', en: 'The unit “{value}” is not a UN/CEFACT code' },
  'bad-hex': { zh: '“{value}”不是十六进制', en: '“{value}” is not hexadecimal' },
  duplicate: { zh: '“{value}”在列表中重复', en: '“{value}” occurs twice in its list' },
  'nothing-named': {
    zh: '事件没有说明对象：需要标识、数量，或传感器数据加读取点',
    en: 'The event names no object: it needs identifiers, quantities, or sensor data with a read point',
  },
  'no-parent': { zh: '{action} 的 {type} 需要 parentID', en: 'A {type} with {action} needs a parentID' },
  'no-children': { zh: '{action} 的 {type} 需要子项', en: 'A {type} with {action} needs children' },
  'own-child': { zh: '“{value}”不能是自己的子项', en: '“{value}” cannot be a child of itself' },
  'no-transformation': {
    zh: 'TransformationEvent 需要投入和产出，或投入、产出之一加 transformationID',
    en: 'A TransformationEvent needs inputs and outputs, or one of them with a transformationID',
  },
  'ilmd-not-allowed': {
    zh: '只有 ADD 的 ObjectEvent 和 TransformationEvent 可含 ilmd',
    en: 'Only an ObjectEvent with ADD and a TransformationEvent carry ilmd',
  },
  'no-namespace': { zh: '{field} 没有命名空间', en: '{field} has no namespace' },
  'class-expected': {
    zh: 'epcClass“{value}”是单个物品的标识，应为品类或批次',
    en: 'The epcClass “{value}” names a single item; a class or lot is expected',
  },
  'bad-quantity': { zh: '数量不能为负', en: 'A quantity is not negative' },
  'uom-without-quantity': { zh: '有计量单位而无数量', en: 'There is a unit without a quantity' },
  'no-report': { zh: 'sensorReport 至少需要一项', en: 'A sensorElement needs at least one sensorReport' },
  'report-empty': {
    zh: 'sensorReport 既无 type 也无 exception',
    en: 'The sensorReport has neither a type nor an exception',
  },
  'attribute-twice': {
    zh: '{field} 同时出现在 sensorMetadata 和 sensorReport 中',
    en: '{field} stands in both the sensorMetadata and a sensorReport',
    warning: true,
  },
  'time-order': { zh: 'startTime 晚于 endTime', en: 'startTime is later than endTime' },
  'empty-disposition': {
    zh: 'persistentDisposition 需要 set 或 unset',
    en: 'A persistentDisposition needs set or unset',
  },
  'set-and-unset': { zh: '“{value}”不能同时设置和取消', en: '“{value}” is set and unset at once' },
  'future-event': { zh: '事件时间 {value} 在未来', en: 'The event lies in the future: {value}' },
  'record-before-event': {
    zh: '记录时间早于事件时间',
    en: 'The event was recorded before it happened',
    warning: true,
  },
  'own-correction': { zh: '事件不能更正自己', en: 'The event names itself as its correction' },
  'bad-version': { zh: '不支持的版本“{value}”', en: 'The version “{value}” is not supported' },
  'not-events': { zh: '{kind} 不含事件，无法转换', en: 'A {kind} holds no events to convert' },
  'bad-name': { zh: '“{name}”不能作 XML 元素名', en: '“{name}” cannot be the name of an XML element' },
  'bad-sign': { zh: '含有 XML 无法表示的控制字符', en: 'There is a control character, which XML cannot hold' },
  'unknown-parameter': { zh: '未知的查询参数 {name}', en: 'Unknown query parameter {name}' },
  'bad-parameter': { zh: '查询参数 {name} 的值有误', en: 'The query parameter {name} has a wrong value' },
  'too-many-problems': { zh: '问题过多，只列出前 {max} 个', en: 'Too many problems: only the first {max} are listed' },
} as const satisfies Record<string, Message>;

/** For `wrong-kind`. */
export const kinds = {
  text: { kind: 'text', kindZh: '文本' },
  number: { kind: 'a number', kindZh: '数字' },
  boolean: { kind: 'true or false', kindZh: 'true 或 false' },
  list: { kind: 'a list', kindZh: '列表' },
  object: { kind: 'an object', kindZh: '对象' },
} as const;

export type ProblemCode = keyof typeof problemCatalogue;

export const isWarning = (problem: Problem): boolean =>
  problem.tolerated === true || 'warning' in problemCatalogue[problem.code];

/** The message of a problem; `{name}` is filled from its details. */
export function describeProblem(problem: Problem, language: 'zh' | 'en'): string {
  return problemCatalogue[problem.code][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    problem.details?.[name] === undefined ? whole : String(problem.details[name]),
  );
}

/** Thrown when a document cannot be read on: truncated, refused, or no EPCIS at all. */
export class EpcisError extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, place: string, details?: Problem['details']) {
    super(`${place}: ${describeProblem({ code, place, details }, 'en')}`);
    this.name = 'EpcisError';
    this.problem = { code, place, details };
  }
}
