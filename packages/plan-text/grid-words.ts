import { isUnit } from './quantities.ts';

/** What the head and cells of an indicator table may say. */
export const HEAD_WORD =
  /^(?:序号|类别|分类|指标|指标名称|主要指标|指标类别|一级指标|项目|指标内容|目标指标|具体指标|领域|工作内容及指标|目标任务|重点任务|工作任务|主要任务|任务|任务名称|目标名称|主要目标|考核指标|评价指标|[二三]级指标|指标值|工作内容|项目名称)$/;
export const YEAR_WORD =
  /^(?:(?:19|20)\d\d年?(?:目标值?|规划|完成|实际|基[期数]值?|现状值?|预期|计划|底|实绩)*|目标值|现状值|基期值|基准值|目标|规划目标|[“"]?十[一二三四]五[”"]?.{0,8}|年均.{0,8}|累计.{0,6}|属性|指标属性|单位|计量单位|指标性质|责任单位|牵头单位)$/;
export const VALUE =
  /^(?:[≥≤><~约]|不低于|不少于|达到|控制在)?-?\d[\d.，]*(?:[—~-]\d[\d.]*)?(?:万|亿)?(?:%|‰|个|家|项|件|分|张|人|元|亿元|万元|[\u4e00-\u9fff/]{0,8})?(?:以上|以下|以内|左右)?$|^[-—/－]+$|^〔\d[\d.]*〕$|^完成.{0,12}$/;
const UNIT_CELL =
  /^(?:%|‰|[十百千万亿]{0,2}(?:个|家|项|件|张|分|人|名|吨|元|亩|公里|千米|公顷|平方米|平方公里|立方米|微克\/立方米|μg\/m3|kWh|千瓦|千瓦时|台|辆|户|位|条|座|所|处|批次|次|部|册|张|床|岁|级|天|小时|年|吨标准煤|美元|倍|片|株|人次|件\/万人|人\/万人|吨\/万元)(?:\/[\u4e00-\u9fff]{1,5})?|—|-|\/)$/;

/** Marks of how binding an indicator is. */
export const NATURE = /^(?:预期性|约束性|引导性|指导性|定性|定量)$/;
/** A cell that is a number or its absence. */
export const NUMERIC = /^(?:[≥≤><~约]?-?\d[\d.，]*(?:%|以上|以内|左右)?|[-—/]+|〔\d[\d.]*〕)$/;

/** A cell of a column of units. */
export const isUnitCell = (text: string): boolean => UNIT_CELL.test(text) || isUnit(text);
