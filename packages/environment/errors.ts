/** What can be wrong with readings and accounts, in both languages. `{name}` is filled from the details. */
const messages = {
  'number.invalid': { zh: '{item}的值“{value}”不是数', en: '{item}: “{value}” is not a number' },
  'number.negative': { zh: '{item}的值 {value} 是负数', en: '{item}: {value} is negative' },
  'item.unknown': { zh: '没有这个监测项目：{item}（可用：{known}）', en: 'no such item: {item} (there are {known})' },
  'unit.wrong': {
    zh: '{item}的单位是 {expected}，写的是“{unit}”',
    en: '{item} is measured in {expected}, not in “{unit}”',
  },
  'day.invalid': { zh: '“{day}”不是日期', en: '“{day}” is no day' },
  'year.empty': { zh: '{year} 年没有任何监测数据', en: 'there is no reading at all for {year}' },
  'method.unknown': { zh: '没有这个方法版本：{method}', en: 'no such version of the method: {method}' },
  'method.no-day': {
    zh: '{day} 没有可用的方法版本（现有版本适用至 {last}）',
    en: 'no version of the method holds on {day} (the last one holds until {last})',
  },
  'percentile.invalid': { zh: '百分位 {p} 不在 0 与 100 之间', en: 'the percentile {p} lies outside 0 and 100' },
  'account.empty': { zh: '账户没有任何服务', en: 'the account has no service' },
  'account.unknown-service': { zh: '方法中没有这项服务：{service}', en: 'the method has no such service: {service}' },
  'account.duplicate': { zh: '服务“{service}”出现了不止一次', en: 'the service “{service}” occurs more than once' },
  'account.price': {
    zh: '服务“{service}”没有 {year} 年可用的单价',
    en: 'there is no price of the service “{service}” for {year}',
  },
  'account.area': { zh: '面积须大于零：{area}', en: 'the area must be more than nothing: {area}' },
} as const;

export type EnvironmentErrorCode = keyof typeof messages;

export class EnvironmentError extends Error {
  readonly code: EnvironmentErrorCode;
  readonly details: Readonly<Record<string, string | number>>;
  readonly messages: { zh: string; en: string };

  constructor(code: EnvironmentErrorCode, details: Readonly<Record<string, string | number>> = {}) {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
    const filled = { zh: fill(messages[code].zh), en: fill(messages[code].en) };
    super(`${filled.zh} / ${filled.en}`);
    this.name = 'EnvironmentError';
    this.code = code;
    this.details = details;
    this.messages = filled;
  }
}
