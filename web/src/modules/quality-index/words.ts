/** A method in words: steps, methods and factors of the composite science as sentences in both languages. */
import type { SchemeNode } from '../../app/contract.ts';
import type { Language } from '../../app/i18n.ts';

type Spec = Record<string, unknown>;
type Pair = { zh: string; en: string };
type NodeName = Pick<SchemeNode, 'code' | 'name' | 'nameEn'>;

export const stepNames = {
  denominate: { zh: '折算', en: 'Per unit of size' },
  impute: { zh: '插补', en: 'Filling in' },
  screen: { zh: '筛选', en: 'Screening' },
  treat: { zh: '异常值处理', en: 'Outliers' },
  normalise: { zh: '标准化', en: 'Common scale' },
  aggregate: { zh: '合成', en: 'Aggregation' },
} satisfies Record<string, Pair>;

export const factorKinds = {
  weights: { zh: '权重', en: 'Weights' },
  weighting: { zh: '赋权方法', en: 'Way of weighting' },
  inclusion: { zh: '指标取舍', en: 'Choice of indicators' },
  denominate: { zh: '折算方法', en: 'Denominators' },
  impute: { zh: '插补方法', en: 'Filling in' },
  screen: { zh: '筛选规则', en: 'Screening' },
  treat: { zh: '异常值处理', en: 'Outliers' },
  normalise: { zh: '标准化方法', en: 'Common scale' },
  aggregate: { zh: '合成方法', en: 'Way of aggregating' },
} satisfies Record<string, Pair>;
const nameIn = (names: Record<string, Pair>, key: string, language: Language) => names[key]?.[language] ?? key;

const text = (value: unknown): string => (Array.isArray(value) ? value.map(text).join('–') : String(value ?? ''));
const percent = (value: unknown): string => `${Number((Number(value) * 100).toFixed(4))}%`;
const listed = (parts: string[], language: Language) => parts.join(language === 'zh' ? '；' : '; ');
const lines: Record<string, Pair> = {
  latest: { zh: '该地区最近一年的数值', en: 'the region’s own latest year' },
  linear: { zh: '该地区前后年份的直线内插', en: 'a straight line between the region’s years around' },
  'linear-constant': {
    zh: '该地区前后年份的直线内插，两端取最近一年',
    en: 'a straight line between the region’s years around, the nearest year beyond the ends',
  },
};

/** A method of a step as the end of a sentence; a method that is not known is named by its code. */
export function methodWords(step: string, given: unknown, language: Language): string {
  const spec: Spec = typeof given === 'string' ? { method: given } : ((given ?? {}) as Spec);
  const words = wordsOf(step, spec);
  return words ? words[language] : String(spec.method ?? step);
}

function wordsOf(step: string, spec: Spec): Pair | undefined {
  switch (step) {
    case 'denominate':
      return spec.denominator === null
        ? { zh: '不除以其他数值', en: 'not divided by anything' }
        : spec.denominator === undefined
          ? { zh: '设有分母的指标除以分母', en: 'indicators with a denominator are divided by it' }
          : { zh: `除以 ${text(spec.denominator)}`, en: `divided by ${text(spec.denominator)}` };
    case 'screen':
      return screening(spec);
    case 'impute':
      return imputation(spec);
    case 'treat':
      return treating(spec);
    case 'normalise':
      return normalisation(spec);
    case 'aggregate':
      return aggregation(spec);
    case 'weighting':
      return weighting(spec);
    default:
      return undefined;
  }
}

function screening({ minAvailable, minNonZero, keep, drop }: Spec): Pair {
  const parts: Pair[] = [];
  if (Number(minAvailable ?? 0) > 0)
    parts.push({
      zh: `至少有 ${percent(minAvailable)} 指标有数值的地区才参加`,
      en: `regions take part with values for at least ${percent(minAvailable)} of the indicators`,
    });
  if (Number(minNonZero ?? 0) > 0)
    parts.push({
      zh: `至少 ${percent(minNonZero)} 的数值不为零`,
      en: `at least ${percent(minNonZero)} of the values are not zero`,
    });
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  if (count(keep)) parts.push({ zh: `始终保留 ${text(keep)}`, en: `always in: ${text(keep)}` });
  if (count(drop)) parts.push({ zh: `不参加：${text(drop)}`, en: `left out: ${text(drop)}` });
  if (parts.length === 0) return { zh: '所有地区都参加', en: 'all regions take part' };
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') };
}

function imputation({ method = 'mean', group, value, predictors, line, maxYears }: Spec): Pair | undefined {
  const within: Pair = group
    ? group === 'city'
      ? { zh: '同一市各地区的', en: ' of the same city’s regions' }
      : { zh: '同类地区的', en: ' of regions of the same kind' }
    : { zh: '各地区的', en: ' of all regions' };
  switch (method) {
    case 'none':
      return { zh: '缺值不补', en: 'missing values stay missing' };
    case 'mean':
      return { zh: `缺值以${within.zh}平均数填补`, en: `missing values are filled in with the mean${within.en}` };
    case 'median':
      return { zh: `缺值以${within.zh}中位数填补`, en: `missing values are filled in with the median${within.en}` };
    case 'value':
      return { zh: `缺值记为 ${text(value)}`, en: `missing values count as ${text(value)}` };
    case 'regression':
      return {
        zh: `缺值由最相关的 ${text(predictors ?? 2)} 项指标回归估计`,
        en: `missing values are estimated by regression on the ${text(predictors ?? 2)} best-correlated indicators`,
      };
    case 'em':
      return {
        zh: '缺值由期望最大化算法估计',
        en: 'missing values are estimated by expectation maximisation',
      };
    case 'panel': {
      const how = lines[String(line ?? 'latest')] ?? { zh: '其他年份', en: 'other years' };
      const limit = maxYears === undefined ? '' : `，最多隔 ${text(maxYears)} 年`;
      const limitEn = maxYears === undefined ? '' : `, at most ${text(maxYears)} years away`;
      return { zh: `缺值取${how.zh}${limit}`, en: `missing values come from ${how.en}${limitEn}` };
    }
    default:
      return undefined;
  }
}

function treating(spec: Spec): Pair {
  if (spec.method === 'none' || (spec.first === 'none' && spec.second === 'none'))
    return { zh: '不处理异常值', en: 'outliers are left as they are' };
  const one = (given: unknown): Pair => {
    const {
      method = 'none',
      maxPoints,
      lower,
      upper,
    } = (typeof given === 'string' ? { method: given } : (given ?? {})) as Spec;
    switch (method) {
      case 'winsorize':
        return {
          zh: `缩尾${maxPoints === null ? '' : `（每项最多 ${text(maxPoints ?? 5)} 个）`}`,
          en: `winsorising${maxPoints === null ? '' : ` of at most ${text(maxPoints ?? 5)} values`}`,
        };
      case 'percentile':
        return {
          zh: `截到 ${percent(lower ?? 0.025)}–${percent(upper ?? 0.975)} 分位`,
          en: `clipping to the ${percent(lower ?? 0.025)}–${percent(upper ?? 0.975)} percentiles`,
        };
      case 'log':
        return { zh: '取对数', en: 'logarithms' };
      case 'box-cox':
        return { zh: 'Box–Cox 变换', en: 'a Box–Cox transformation' };
      default:
        return { zh: '不变', en: 'nothing' };
    }
  };
  const first = one(spec.first ?? 'winsorize');
  const second = one(spec.second ?? 'log');
  const pass = (spec.pass === undefined ? { skewness: 2, kurtosis: 3.5 } : spec.pass) as Spec | null;
  const when: Pair = pass
    ? {
        zh: `偏度超过 ${text(pass.skewness ?? 2)} 且峰度超过 ${text(pass.kurtosis ?? 3.5)} 的指标`,
        en: `indicators with skewness above ${text(pass.skewness ?? 2)} and kurtosis above ${text(pass.kurtosis ?? 3.5)}`,
      }
    : { zh: '每项指标', en: 'every indicator' };
  return {
    zh: `${when.zh}先${first.zh}，不够再${second.zh}`,
    en: `${when.en}: first ${first.en}, then ${second.en} where that is not enough`,
  };
}

function normalisation({ method = 'min-max', ...spec }: Spec): Pair | undefined {
  switch (method) {
    case 'none':
      return { zh: '按原值使用', en: 'values are used as they are' };
    case 'min-max': {
      const range = text(spec.range ?? [0, 100]);
      return {
        zh: `按当年各地区的最小、最大值换算到 ${range}`,
        en: `scaled to ${range} between the smallest and largest value of the year`,
      };
    }
    case 'goalposts': {
      const scale = text(spec.scale ?? 100);
      const floor = Number(spec.floor ?? 0);
      const cut = spec.truncate === false;
      return {
        zh: `按固定标杆换算：达到最好标杆得 ${scale} 分，最差标杆得 ${text(floor)} 分${cut ? '，可以超出' : '，超出部分不计'}`,
        en: `scaled between fixed goalposts: ${scale} at the best, ${text(floor)} at the worst${cut ? ', and beyond' : ', nothing beyond'}`,
      };
    }
    case 'z-score':
      return {
        zh: '换算为标准分',
        en: 'scaled to standard scores',
      };
    case 'distance-to-max':
      return { zh: '按与最好值的差距换算', en: 'scaled by the distance to the best value' };
    case 'distance-to-reference':
      return { zh: `与 ${text(spec.unit)} 相比`, en: `compared with ${text(spec.unit)}` };
    case 'distance-to-target':
      return { zh: '与目标值相比', en: 'compared with the target' };
    case 'fraction-of-max':
      return { zh: '取与最大值之比', en: 'as a fraction of the largest value' };
    case 'percentile-rank':
      return { zh: '取百分位', en: 'as percentile ranks' };
    case 'rank':
      return { zh: '取名次', en: 'as ranks' };
    case 'borda':
      return { zh: '取波达计分', en: 'as Borda scores' };
    default:
      return undefined;
  }
}

function aggregation({ method = 'arithmetic', p }: Spec): Pair | undefined {
  switch (method) {
    case 'arithmetic':
      return { zh: '加权算术平均', en: 'weighted arithmetic mean' };
    case 'geometric':
      return { zh: '加权几何平均', en: 'weighted geometric mean' };
    case 'harmonic':
      return { zh: '加权调和平均', en: 'weighted harmonic mean' };
    case 'power':
      return { zh: `加权幂平均（p = ${text(p)}）`, en: `weighted power mean (p = ${text(p)})` };
    case 'outranking':
      return { zh: '两两比较的得胜份额', en: 'share of weights won in pairwise comparison' };
    case 'copeland':
      return { zh: '科普兰两两比较', en: 'Copeland’s pairwise comparison' };
    case 'kemeny':
      return { zh: '凯梅尼次序', en: 'Kemeny’s order' };
    default:
      return undefined;
  }
}

function weighting({ method = 'given' }: Spec): Pair | undefined {
  const words: Record<string, Pair> = {
    given: { zh: '方案给定的权重', en: 'weights given in the scheme' },
    equal: { zh: '等权', en: 'equal weights' },
    pca: { zh: '主成分权重', en: 'weights from principal components' },
    entropy: { zh: '熵权', en: 'entropy weights' },
    critic: { zh: 'CRITIC 权重', en: 'CRITIC weights' },
    ahp: { zh: '层次分析法权重', en: 'weights by the analytic hierarchy process' },
    budget: { zh: '专家分配点数的权重', en: 'weights by experts’ budget allocation' },
    'benefit-of-doubt': { zh: '各地区对自己最有利的权重', en: 'weights most favourable to each region' },
    correlation: { zh: '按相关程度校准的权重', en: 'weights calibrated by correlation' },
  };
  return words[String(method)];
}

export type StepSentence = { step: string; name: string; text: string };

/** Every step as one sentence; nodes that have another method are named with it. */
export function stepSentences(steps: readonly Spec[], nodes: readonly NodeName[], language: Language): StepSentence[] {
  const nameOf = (code: string) => {
    const node = nodes.find((own) => own.code === code);
    return (language === 'en' && node?.nameEn) || node?.name || code;
  };
  return steps.map((given) => {
    const { step: raw, nodes: own, levels, weights, minAvailable, ...rest } = given;
    const step = String(raw);
    const parts = [methodWords(step, step === 'screen' ? { ...rest, minAvailable } : rest, language)];
    for (const [code, spec] of Object.entries((own ?? {}) as Spec))
      parts.push(`${nameOf(code)}${language === 'zh' ? '用' : ': '}${methodWords(step, spec, language)}`);
    for (const [level, spec] of Object.entries((levels ?? {}) as Spec))
      parts.push(`${language === 'zh' ? `第 ${level} 层用` : `level ${level}: `}${methodWords(step, spec, language)}`);
    if (step === 'aggregate') {
      const { nodes: apart, levels: _, ...base } = (weights ?? {}) as Spec;
      parts.push(methodWords('weighting', base, language));
      for (const [code, spec] of Object.entries((apart ?? {}) as Spec))
        parts.push(`${nameOf(code)}${language === 'zh' ? '用' : ': '}${methodWords('weighting', spec, language)}`);
      if (Number(minAvailable ?? 0) > 0)
        parts.push(
          language === 'zh'
            ? `下级少于 ${percent(minAvailable)} 有分时不计分`
            : `no score where fewer than ${percent(minAvailable)} of the parts have one`,
        );
    }
    return { step, name: nameIn(stepNames, step, language), text: sentence(listed(parts, language), language) };
  });
}

const sentence = (words: string, language: Language) =>
  language === 'zh' ? `${words}。` : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What is varied: the factor's name and one sentence. */
export function factorSentence(factor: Spec, language: Language): { key: string; name: string; text: string } {
  const kind = String(factor.kind);
  const name = nameIn(factorKinds, kind, language);
  const key = String(factor.name ?? kind);
  return { key, name, text: sentence(varied(kind, factor, language), language) };
}

function varied(kind: string, factor: Spec, language: Language): string {
  const zh = language === 'zh';
  if (kind === 'weights')
    return zh
      ? `每个权重在上下 ${percent(factor.noise)} 之间随机变动`
      : `every weight varies at random by up to ${percent(factor.noise)} either way`;
  if (kind === 'inclusion')
    return factor.mode === 'each'
      ? zh
        ? `每项指标各以 ${percent(factor.probability ?? 0.9)} 的概率保留`
        : `every indicator is kept with a probability of ${percent(factor.probability ?? 0.9)}`
      : zh
        ? '全部保留，或随机去掉一项指标'
        : 'all indicators, or one at random left out';
  const options = (Array.isArray(factor.options) ? factor.options : []) as Spec[];
  const words = options.map((option) => {
    const { nodes, ...rest } = option;
    const main = methodWords(kind, rest, language);
    const apart = Object.values((nodes ?? {}) as Spec).map((spec) => methodWords(kind, spec, language));
    const others = apart.length ? (zh ? `（上层用${apart.join('、')}）` : ` (${apart.join(', ')} on top)`) : '';
    return `${main}${others}`;
  });
  return zh ? `在以下做法中任选：${words.join('；或')}` : `one of: ${words.join('; or ')}`;
}
