/** Words of the Core Business Vocabulary 2.0 in Chinese; in English their own signs do. */
const steps: Record<string, string> = {
  accepting: '验收', arriving: '到达', assembling: '组装', collecting: '收集', commissioning: '赋码', consigning: '托运',
  creating_class_instance: '生成批次', cycle_counting: '循环盘点', decommissioning: '注销', departing: '离开', destroying: '销毁',
  disassembling: '拆解', dispensing: '配发', encoding: '写码', entering_exiting: '出入', holding: '扣留', inspecting: '检验',
  installing: '安装', killing: '灭活标签', loading: '装载', other: '其他', packing: '包装', picking: '拣货', receiving: '收货',
  removing: '拆卸', repackaging: '重新包装', repairing: '维修', replacing: '更换', reserving: '预留编码', retail_selling: '零售',
  sampling: '抽样', sensor_reporting: '传感上报', shipping: '发货', staging_outbound: '待发', stock_taking: '盘点',
  stocking: '上架', storing: '储存', transporting: '运输', unloading: '卸货', unpacking: '拆箱', void_shipping: '撤销发货',
}; // biome-ignore format: a table
const dispositions: Record<string, string> = {
  active: '启用', available: '可用', completeness_inferred: '推定完整', completeness_verified: '核实完整', conformant: '合格',
  container_closed: '容器已封', container_open: '容器已开', damaged: '损坏', destroyed: '已销毁', dispensed: '已配发',
  disposed: '已处置', encoded: '已写码', expired: '过期', in_progress: '办理中', in_transit: '在途', inactive: '停用',
  mismatch_class: '品类不符', mismatch_instance: '单品不符', mismatch_quantity: '数量不符', needs_replacement: '待更换',
  no_pedigree_match: '谱系不符', non_conformant: '不合格', non_sellable_other: '不可售', partially_dispensed: '部分配发',
  recalled: '已召回', reserved: '已预留', retail_sold: '已售出', returned: '已退回', sellable_accessible: '在售可及',
  sellable_not_accessible: '在售不可及', stolen: '失窃', unavailable: '不可用', unknown: '不明',
}; // biome-ignore format: a table
const types: Record<string, { zh: string; en: string }> = {
  ObjectEvent: { zh: '对象事件', en: 'Object' },
  AggregationEvent: { zh: '聚合事件', en: 'Aggregation' },
  TransactionEvent: { zh: '交易事件', en: 'Transaction' },
  TransformationEvent: { zh: '转化事件', en: 'Transformation' },
  AssociationEvent: { zh: '关联事件', en: 'Association' },
};
const actions: Record<string, { zh: string; en: string }> = {
  ADD: { zh: '新增', en: 'add' },
  OBSERVE: { zh: '观察', en: 'observe' },
  DELETE: { zh: '移除', en: 'delete' },
};

type Language = 'zh' | 'en';
const spaced = (word: string) => word.replaceAll('_', ' ');
/** A word of somebody’s own vocabulary: the end of its address. */
const last = (word: string) => (/[/#:]/.test(word) ? (word.split(/[/#:]/).at(-1) ?? word) : word);

export const stepWord = (word: string, language: Language): string =>
  (language === 'zh' ? steps[word] : undefined) ?? spaced(last(word));
export const dispositionWord = (word: string, language: Language): string =>
  (language === 'zh' ? dispositions[word] : undefined) ?? spaced(last(word));
export const typeWord = (word: string, language: Language): string => types[word]?.[language] ?? last(word);
export const actionWord = (word: string, language: Language): string => actions[word]?.[language] ?? word;

/** A Digital Link as people read codes: `(01)04012345111118 (21)9876`; other identifiers without what all share. */
export function codeWords(id: string): string {
  const path = /^https:\/\/id\.gs1\.org\/(.+)$/.exec(id)?.[1];
  if (!path) return id.replace(/^urn:(?:epc:id:|uuid:)?/, '');
  const parts = path.split('/');
  const pairs = parts.flatMap((ai, i) => (i % 2 === 0 ? [`(${ai})${decode(parts[i + 1] ?? '')}`] : []));
  return pairs.join(' ');
}
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
