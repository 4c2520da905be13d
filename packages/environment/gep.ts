/** Gross ecosystem product: physical amounts times unit values, service by service. */
import type { Decimal } from 'decimal.js';
import { EnvironmentError } from './errors.ts';
import { Exact, readAmount, roundEven } from './numbers.ts';

export const serviceKinds = ['provisioning', 'regulating', 'cultural'] as const;
export type ServiceKind = (typeof serviceKinds)[number];
export type GepService = {
  id: string;
  kind: ServiceKind;
  name: { zh: string; en: string };
  /** What is counted, and in what. */
  indicator: { zh: string; en: string };
  unit: string;
  /** Yuan for a unit; `year` is that of the prices. */
  price: string;
  priceYear: number;
  priceSource: { zh: string; en: string };
};
export type GepMethod = { id: string; from: number; name: { zh: string; en: string }; services: readonly GepService[] };

const own = { zh: '示例单价，须由当地主管部门核定', en: 'an example, to be settled by the competent office' };
const service = (
  id: string,
  kind: ServiceKind,
  name: [string, string],
  indicator: [string, string],
  unit: string,
  price: string,
): GepService => ({
  id,
  kind,
  name: { zh: name[0], en: name[1] },
  indicator: { zh: indicator[0], en: indicator[1] },
  unit,
  price,
  priceYear: 2020,
  priceSource: own,
});

/**
 * The shape follows 发改基础〔2022〕481号 and the provincial standard DB33/T 2274-2020: three kinds of services, a physical
 * amount and a unit value each. The prices are examples with a year, to be replaced by those of an office.
 */
export const gepMethods: readonly GepMethod[] = [
  {
    id: 'gep-2020',
    from: 2015,
    name: { zh: '生态系统生产总值核算（示例单价，2020 年价）', en: 'Gross ecosystem product (example prices of 2020)' },
    services: [
      service('crops', 'provisioning', ['农产品', 'Crops'], ['农产品产量', 'Output of crops'], '吨', '3600'),
      service(
        'forestry',
        'provisioning',
        ['林产品', 'Forest products'],
        ['木材采伐量', 'Timber felled'],
        '立方米',
        '900',
      ),
      service('fishery', 'provisioning', ['渔产品', 'Fish'], ['水产品产量', 'Output of fish'], '吨', '16000'),
      service('fresh-water', 'provisioning', ['水资源', 'Fresh water'], ['用水量', 'Water used'], '立方米', '2.4'),
      service(
        'water-retention',
        'regulating',
        ['水源涵养', 'Water retention'],
        ['涵养水量', 'Water retained'],
        '立方米',
        '8.2',
      ),
      service('soil', 'regulating', ['土壤保持', 'Soil kept'], ['土壤保持量', 'Soil kept in place'], '吨', '24.5'),
      service('flood', 'regulating', ['洪水调蓄', 'Flood storage'], ['调蓄水量', 'Water stored'], '立方米', '7.1'),
      service('carbon', 'regulating', ['固碳', 'Carbon fixed'], ['固定二氧化碳量', 'Carbon dioxide fixed'], '吨', '55'),
      service('oxygen', 'regulating', ['释氧', 'Oxygen released'], ['释氧量', 'Oxygen released'], '吨', '1100'),
      service('air', 'regulating', ['空气净化', 'Air cleaned'], ['净化污染物量', 'Pollutants taken up'], '吨', '1800'),
      service(
        'climate',
        'regulating',
        ['气候调节', 'Cooling'],
        ['蒸散耗能折电量', 'Energy of evaporation as electricity'],
        '千瓦时',
        '0.54',
      ),
      service('tourism', 'cultural', ['生态旅游', 'Nature tourism'], ['游客人天', 'Days of visitors'], '人天', '320'),
    ],
  },
];

/** Throws `method.unknown`. */
export function getGepMethod(id: string): GepMethod {
  const method = gepMethods.find((one) => one.id === id);
  if (!method) throw new EnvironmentError('method.unknown', { method: id });
  return method;
}

export type GepAmount = { service: string; amount: string /** Instead of the method's. */; price?: string };
export type GepLine = {
  service: string;
  kind: ServiceKind;
  amount: string;
  price: string;
  value: string;
  share: string;
};
export type GepAccount = {
  lines: GepLine[];
  byKind: Record<ServiceKind, string>;
  total: string;
  perArea: string | null;
};

/**
 * Values in yuan with two decimals, the total the sum of what is shown; `area` in square kilometres.
 * Throws `account.*`, `number.*`, naming the service.
 */
export function computeGep(method: GepMethod, amounts: readonly GepAmount[], area: string | null): GepAccount {
  if (amounts.length === 0) throw new EnvironmentError('account.empty');
  const seen = new Set<string>();
  const valued = amounts.map(({ service: id, amount, price }) => {
    const found = method.services.find((one) => one.id === id);
    if (!found) throw new EnvironmentError('account.unknown-service', { service: id });
    if (seen.has(id)) throw new EnvironmentError('account.duplicate', { service: found.name.zh });
    seen.add(id);
    const unit = readAmount(price ?? found.price, found.name.zh);
    return { found, amount, unit, value: roundEven(readAmount(amount, found.name.zh).times(unit), 2) };
  });
  const sum = (list: readonly { value: Decimal }[]) => list.reduce((all, one) => all.plus(one.value), new Exact(0));
  const total = sum(valued);
  const size = area === null ? null : readAmount(area, '面积');
  if (size?.isZero()) throw new EnvironmentError('account.area', { area: area ?? '' });
  return {
    lines: valued.map(({ found, amount, unit, value }) => ({
      service: found.id,
      kind: found.kind,
      amount,
      price: unit.toFixed(),
      value: value.toFixed(2),
      share: total.isZero() ? '0' : roundEven(value.times(100).div(total), 2).toFixed(),
    })),
    byKind: Object.fromEntries(
      serviceKinds.map((kind) => [kind, sum(valued.filter(({ found }) => found.kind === kind)).toFixed(2)]),
    ) as Record<ServiceKind, string>,
    total: total.toFixed(2),
    perArea: size ? roundEven(total.div(size), 2).toFixed(2) : null,
  };
}
