/** What can be wrong with a code: a name, the place in the text, details; the words in both languages stand here. */

export type ProblemCode = keyof typeof words;
export type Problem = {
  code: ProblemCode;
  /** Offset in the text that was read, in UTF-16 units, and how much is meant. */
  at: number;
  length: number;
  details: Readonly<Record<string, string>>;
};
export type Language = 'zh' | 'en';

const words = {
  'empty': { zh: '没有内容', en: 'There is nothing to read' },
  'too-long': { zh: '内容过长（最多 {max} 个字符）', en: 'The text is too long (at most {max} characters)' },
  'unrecognised': { zh: '无法识别的编码', en: 'No known code system has this form' },
  'uri-characters': { zh: '网址中有不允许的字符', en: 'A character that a URI may not hold' },
  'uri-scheme': { zh: '网址应以 http:// 或 https:// 开头', en: 'The URI must begin with http:// or https://' },
  'uri-domain': { zh: '域名缺失或有不允许的字符', en: 'The domain is missing or holds a character it may not' },
  'no-key': { zh: '路径中没有 GS1 主标识', en: 'The path holds no GS1 primary key' },
  'value-empty': { zh: '（{ai}）没有值', en: '({ai}) has no value' },
  'null-character': { zh: '（{ai}）的值含空字符', en: 'The value of ({ai}) holds a null character' },
  'percent': { zh: '百分号编码不完整', en: 'An incomplete percent-encoding' },
  'qualifier-order': { zh: '主标识（{ai}）后的限定标识不合规则：{qualifiers}', en: 'These may not qualify ({ai}) in this order: {qualifiers}' },
  'duplicate': { zh: '（{ai}）重复出现', en: '({ai}) occurs more than once' },
  'not-attribute': { zh: '（{ai}）不能作为查询参数', en: '({ai}) may not stand in the query' },
  'belongs-in-path': { zh: '（{ai}）应写在路径中', en: '({ai}) belongs in the path' },
  'unknown-ai': { zh: '没有应用标识符（{ai}）', en: 'There is no Application Identifier ({ai})' },
  'ai-expected': { zh: '此处应为应用标识符', en: 'An Application Identifier is expected here' },
  'separator-missing': { zh: '（{ai}）过长，或其后缺分隔符', en: '({ai}) is too long, or the separator after it is missing' },
  'value-short': { zh: '（{ai}）的值过短', en: 'The value of ({ai}) is too short' },
  'value-long': { zh: '（{ai}）的值过长', en: 'The value of ({ai}) is too long' },
  'value-length': { zh: '（{ai}）的值长度不对', en: 'The value of ({ai}) has a wrong length' },
  'characters': { zh: '（{ai}）的值有不允许的字符', en: 'The value of ({ai}) holds a character it may not' },
  'check-digit': { zh: '校验位不对，应为 {expected}', en: 'The check digit is wrong; it should be {expected}' },
  'check-pair': { zh: '校验字符不对，应为 {expected}', en: 'The check characters are wrong; they should be {expected}' },
  'company-prefix': { zh: '厂商识别代码应以 4 位数字开头', en: 'A GS1 Company Prefix begins with four digits' },
  'date': { zh: '（{ai}）不是有效日期', en: '({ai}) is no valid date' },
  'time': { zh: '（{ai}）不是有效时间', en: '({ai}) is no valid time' },
  'country': { zh: '（{ai}）不是 ISO 3166 国家代码', en: '({ai}) holds no ISO 3166 country code' },
  'currency': { zh: '（{ai}）不是 ISO 4217 货币代码', en: '({ai}) holds no ISO 4217 currency code' },
  'code-list': { zh: '（{ai}）的值不在代码表中', en: 'The value of ({ai}) is not on its code list' },
  'coordinate': { zh: '（{ai}）的经纬度超出范围', en: 'The coordinate of ({ai}) is out of range' },
  'iban': { zh: '（{ai}）不是有效的 IBAN', en: '({ai}) is no valid IBAN' },
  'zero': { zh: '（{ai}）的零不合规则', en: 'A zero in ({ai}) is missing or may not be there' },
  'pieces': { zh: '（{ai}）的件号与总件数不合', en: 'Piece and total of ({ai}) do not fit' },
  'sign': { zh: '（{ai}）的末位只能是减号', en: 'Only a minus may end ({ai})' },
  'non-digit': { zh: '（{ai}）的值不能全是数字', en: 'The value of ({ai}) may not be digits only' },
  'coupon': { zh: '（{ai}）的优惠券数据不合规则', en: 'The coupon data of ({ai}) break their rules' },
  'requires': { zh: '（{ai}）须与 {others} 同时出现', en: '({ai}) requires {others}' },
  'excludes': { zh: '（{ai}）不能与（{other}）同时出现', en: '({ai}) and ({other}) exclude each other' },
  'different-values': { zh: '（{ai}）出现两次而值不同', en: '({ai}) occurs twice with different values' },
  'serial-missing': { zh: '有数字签名时（{ai}）须带序列号', en: 'With a digital signature ({ai}) needs its serial' },
  'compression': { zh: '不是有效的压缩形式', en: 'No valid compressed form' },
  'not-compressible': { zh: '（{ai}）不能压缩', en: '({ai}) cannot be compressed' },
  'prefix-length': { zh: '厂商识别代码的长度应为 6 至 12 位', en: 'The length of a company prefix is 6 to 12' },
  'no-epc': { zh: '没有对应的 EPC URI', en: 'There is no EPC URI for it' },
  'form': { zh: '不合 {standard} 的形式', en: 'Not of the form of {standard}' },
  'length': { zh: '长度应为 {expected}', en: 'The length should be {expected}' },
  'region': { zh: '行政区划部分应为 6 位数字', en: 'The region should be six digits' },
  'authority': { zh: '首位不是登记管理部门代码', en: 'The first sign is no registering authority' },
  'code-characters': { zh: '有不允许的字符', en: 'A character that this code may not hold' },
  'check-sign': { zh: '校验位不对', en: 'The check sign is wrong' },
} as const; // biome-ignore format: one line each

export const problem = (code: ProblemCode, at: number, length = 0, details: Record<string, string> = {}): Problem => ({
  code,
  at,
  length,
  details,
});

/** The words for a problem. */
export const problemText = ({ code, details }: Pick<Problem, 'code' | 'details'>, language: Language): string =>
  words[code][language].replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '');
