/**
 * What can be wrong with an index, in both languages. `node` names the indicator or aggregate, or the place in the
 * configuration; every message says it.
 */
const messages = {
  'config.shape': { zh: '配置{node}：{problem}', en: 'configuration {node}: {problem}' },
  'config.unknown-node': { zh: '{node}不在指标树中', en: '{node} is not in the tree' },
  'config.not-aggregate': {
    zh: '{node}是指标，没有下级可汇总',
    en: '{node} is an indicator: there is nothing below it to aggregate',
  },
  'config.no-level': {
    zh: '{node}：指标树没有这一层（可用：2 到 {top}）',
    en: '{node}: the tree has no such level (there are 2 to {top})',
  },
  'step.unknown': { zh: '没有这个步骤：{node}（可用：{known}）', en: 'no such step: {node} (there are {known})' },
  'step.order': {
    zh: '步骤顺序不对：{node}须在{after}之前，且各步骤只出现一次',
    en: 'steps out of order: {node} must come before {after}, and each step once',
  },
  'method.unknown': {
    zh: '{node}：没有这个方法“{method}”（可用：{known}）',
    en: '{node}: no such method “{method}” (there are {known})',
  },
  'tree.empty': { zh: '指标树是空的', en: 'the tree has no nodes' },
  'tree.duplicate': { zh: '编号{node}出现了不止一次', en: 'the code {node} occurs more than once' },
  'tree.two-roots': {
    zh: '指标树有不止一个根：{node}；除一个以外都要有上级',
    en: 'the tree has more than one root: {node}; all but one need a parent',
  },
  'tree.no-root': { zh: '指标树没有根，有循环：{node}', en: 'the tree has no root; there is a circle at {node}' },
  'tree.circle': { zh: '{node}的上级绕成了圈', en: 'the parents of {node} go in a circle' },
  'tree.no-children': { zh: '{node}没有下级指标', en: '{node} is an aggregate without children' },
  'tree.parent-is-indicator': {
    zh: '{node}的上级{parent}是指标，不能再有下级',
    en: 'the parent of {node}, {parent}, is an indicator and can have no children',
  },
  'tree.unknown-parent': { zh: '{node}的上级{parent}不存在', en: 'the parent of {node}, {parent}, does not exist' },
  'tree.type': {
    zh: '{node}的类型“{type}”不认识（可用：Indicator、Aggregate、Group、Denominator）',
    en: '{node}: no such type “{type}” (there are Indicator, Aggregate, Group, Denominator)',
  },
  'tree.direction': { zh: '{node}的方向须为1或−1', en: 'the direction of {node} must be 1 or −1' },
  'weights.negative': { zh: '{node}的权重是负数', en: 'the weight of {node} is negative' },
  'weights.not-a-number': { zh: '{node}的权重不是数', en: 'the weight of {node} is not a number' },
  'weights.sum-zero': { zh: '{node}的下级权重之和为零', en: 'the weights below {node} sum to zero' },
  'weights.count': {
    zh: '{node}需要{wanted}个权重，给了{given}个',
    en: '{node} needs {wanted} weights, {given} are given',
  },
  'weights.negative-values': {
    zh: '{node}：{method}权重要求各值不为负，{child}有负值；请先换一种标准化',
    en: '{node}: {method} weights need values that are not negative, {child} has some; choose another normalisation',
  },
  'weights.no-solution': {
    zh: '{node}：找不到满足条件的权重（{problem}）',
    en: '{node}: there are no weights that meet the conditions ({problem})',
  },
  'weights.solver': {
    zh: '{node}：数据包络权重需要线性规划求解器',
    en: '{node}: benefit-of-doubt weights need a solver of linear programs',
  },
  'ahp.matrix': {
    zh: '{node}：判断矩阵须为{size}阶正互反矩阵，{problem}',
    en: '{node}: the judgements must be a positive reciprocal matrix of order {size}: {problem}',
  },
  'ahp.inconsistent': {
    zh: '{node}：判断矩阵不一致，一致性比例{ratio}大于{limit}；最不一致的一项是第{row}行第{column}列',
    en: '{node}: the judgements are inconsistent, ratio {ratio} above {limit}; the worst is row {row}, column {column}',
  },
  'data.one-unit': {
    zh: '至少要有两个地区才能比较，现在有{count}个',
    en: 'an index compares units: at least two are needed, there are {count}',
  },
  'data.column-missing': { zh: '数据中没有{node}这一列', en: 'the data have no column {node}' },
  'data.duplicate-column': {
    zh: '{table}中有两列都叫{node}',
    en: 'two columns of {table} are called {node}',
  },
  'data.no-year': {
    zh: '数据中没有{node}年（有：{years}）',
    en: 'the data have no year {node} (there are {years})',
  },
  'data.duplicate-unit': { zh: '地区{node}出现了不止一次', en: 'the unit {node} occurs more than once' },
  'data.not-a-number': {
    zh: '{node}在{unit}的值“{value}”不是数',
    en: '{node}: the value “{value}” of {unit} is not a number',
  },
  'data.all-missing': { zh: '{node}没有任何数值', en: '{node} has no value at all' },
  'data.zero-variance': {
    zh: '{node}的各地区数值都相同，{method}无法计算',
    en: '{node}: all units have the same value, {method} cannot be computed',
  },
  'denominate.zero': {
    zh: '{node}在{unit}的分母{denominator}为零',
    en: '{node}: the denominator {denominator} of {unit} is zero',
  },
  'impute.group-missing': {
    zh: '{node}：{unit}所在的组“{group}”里没有可用的数值',
    en: '{node}: there is no value in the group “{group}” of {unit}',
  },
  'impute.singular': {
    zh: '{node}：{method}插补时方程无解（指标多于地区或相互重复），请减少指标或加岭参数',
    en: '{node}: {method} imputation has no solution (more indicators than units, or repeated ones); use fewer or a ridge',
  },
  'impute.not-converged': {
    zh: '{node}：EM插补迭代{iterations}次仍未收敛，请增加次数、放宽容差或加岭参数',
    en: '{node}: EM imputation has not converged after {iterations} iterations; allow more, a wider tolerance, or a ridge',
  },
  'impute.no-panel': {
    zh: '{node}：面板插补需要另外年份的数据',
    en: '{node}: panel imputation needs the data of other years',
  },
  'screen.too-few': {
    zh: '筛选后只剩{count}个地区，无法比较',
    en: 'only {count} units pass the screening, too few to compare',
  },
  'treat.log-domain': {
    zh: '{node}有不大于零的值，不能取对数',
    en: '{node} has values that are not positive: no logarithm',
  },
  'normalise.goalposts': {
    zh: '{node}的上下限须是两个数，且下限小于上限',
    en: '{node}: the goalposts must be two numbers, the lower one first',
  },
  'normalise.target': { zh: '{node}没有目标值', en: '{node} has no target' },
  'normalise.direction': {
    zh: '{node}越小越好，不能用{method}；请换一种标准化',
    en: '{node}: less is better, which {method} cannot express; choose another normalisation',
  },
  'normalise.target-beyond': {
    zh: '{node}的目标值{target}比各地区中最差的还差，得分会颠倒',
    en: '{node}: the target {target} is no better than the worst value, which would turn the scores round',
  },
  'normalise.reference': {
    zh: '{node}：参照地区{unit}不存在或没有数值',
    en: '{node}: the reference unit {unit} does not exist or has no value',
  },
  'aggregate.not-positive': {
    zh: '{node}：{method}要求各值大于零，{child}在{unit}为{value}；请换一种标准化，或把区间下限设为大于零',
    en: '{node}: the {method} needs values above zero, {child} of {unit} is {value}; choose another normalisation or a range that begins above zero',
  },
  'aggregate.negative': {
    zh: '{node}：{method}要求各值不为负，{child}在{unit}为{value}；请换一种标准化',
    en: '{node}: the {method} needs values that are not negative, {child} of {unit} is {value}; choose another normalisation',
  },
  'aggregate.too-many': {
    zh: '{node}：{method}最多精确到{limit}个地区，现在有{count}个',
    en: '{node}: the {method} is exact up to {limit} units, there are {count}',
  },
  'aggregate.missing': {
    zh: '{node}：{method}不能有缺失值，{child}在{unit}缺失；请先插补',
    en: '{node}: the {method} takes no missing values, {child} of {unit} is missing; impute first',
  },
  'uncertainty.no-step': {
    zh: '不能变动{node}：基准模型没有这一步',
    en: 'cannot vary {node}: the base model has no such step',
  },
  'uncertainty.none': { zh: '没有可变动的因素', en: 'there is nothing to vary' },
  'uncertainty.size': {
    zh: '抽样次数须为2到{limit}之间的整数，给的是{given}',
    en: 'the number of samples must be a whole number from 2 to {limit}, not {given}',
  },
  'sobol.dimensions': {
    zh: '因素太多：需要{given}维，最多{limit}维',
    en: 'too many factors: {given} dimensions are needed, {limit} are the limit',
  },
  'explain.not-additive': {
    zh: '{node}用{method}汇总，得分不能分解为各指标的贡献',
    en: '{node} is aggregated by {method}: its score has no decomposition into contributions',
  },
} as const;

export type CompositeErrorCode = keyof typeof messages;

export class CompositeError extends Error {
  readonly code: CompositeErrorCode;
  /** The indicator, aggregate or place that the message names. */
  readonly node: string | undefined;
  readonly zh: string;
  readonly en: string;
  constructor(code: CompositeErrorCode, details: Record<string, string | number> = {}) {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
    const zh = fill(messages[code].zh);
    const en = fill(messages[code].en);
    super(`${zh} / ${en}`);
    this.name = 'CompositeError';
    this.code = code;
    this.node = details.node === undefined ? undefined : String(details.node);
    this.zh = zh;
    this.en = en;
  }
}
