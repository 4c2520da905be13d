/** Grammar as data: a new word is a new entry here, never a branch elsewhere. */

/** Counters for things: what stands after `300` in `300个`. */
export const COUNTERS =
  '个 家 项 件 张 种 人 名 户 位 条 座 所 处 人年 批次 批 次 期 家次 户次 场次 车次 场 支 套 台套 标台 台 部 款 株 册 篇 辆 艘 架 枚 块 宗 例 起 只 头 栋 幢 间 组 对 类 门 片 只 床 节 档 本 份 单 股 羽 口 眼 盏 对 师 团 队 班 镇 村 县 市 街道 社区 人次 人份 课时 学时 站 点位 机组 车位 泊位 笔 尾 幅 学位 颗 轮次 趟 标段 项次 台件 台次 人日 人天 架次 班次 批件 个次 千人口 人口 老人 常住人口 从业人员';
/** Units of measure. */
export const MEASURES =
  '亿美元 美元 欧元 元 个百分点 百分点 % ‰ 吨标准煤 吨标煤 标准煤 吨二氧化碳 吨二氧化碳当量 吨 公斤 千克 克 斤 兆瓦 吉瓦 千伏安 标准箱 港元 公里 千米 海里 平方公里 平方千米 平方米 公顷 亩 立方米 升 微克/立方米 毫克/升 毫克/立方米 千瓦时 千瓦 瓦 度 焦 标箱 TEU 米 厘米 毫米 分贝 分 岁 天 日 个工作日 工作日 小时 分钟 秒 倍 年 位 EB PB TB Gbps Mbps EFLOPS FLOPS μg/m3 μg/m³ ug/m3 mg/L km kW MW GW kWh';

interface Cue {
  words: string;
  comparator: '>=' | '<=' | '~';
}
/** In front of the number. */
export const CUES_BEFORE: Cue[] = [
  {
    words: '不低于 不少于 不小于 不得少于 不得低于 高于 大于 超过 突破 超出 超 至少 最少 ≥ > 多于 优于 达到或超过',
    comparator: '>=',
  },
  {
    words:
      '达到 达 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 上升到 上升至 扩大到 扩大至 发展到 增至 升至 提至',
    comparator: '>=',
  },
  {
    words:
      '控制在 不超过 不高于 不多于 不大于 不得超过 不得高于 低于 小于 少于 压减到 压减至 下降到 下降至 降低到 降低至 降到 降至 减少到 减少至 压缩到 压缩至 缩短到 缩短至 减至 ≤ <',
    comparator: '<=',
  },
  { words: '约 大约 近 接近', comparator: '~' },
];
/** Behind the unit. */
export const CUES_AFTER: Cue[] = [
  { words: '及以上 以上 或以上 及更多 之上', comparator: '>=' },
  { words: '以内 以下 及以下 之内 之下', comparator: '<=' },
  { words: '左右 上下 前后', comparator: '~' },
];
/** Between name and number without giving a direction. */
export const LINKS =
  '稳定在 保持在 维持在 稳定保持在 稳定 保持 为 是 在 到 至 均 都 分别 各 共 总计 合计 共计 累计 力争 争取 确保 努力 实现 完成 有望 约为 不断 再';

/** Verbs that make or add: they are cut from the name and say that the value is new in the period. */
export const MAKE_VERBS =
  '共新增 新增 净增 新建 新创建 新培育 新打造 新引进 新植 新造 新开工 培育创建 培育壮大 培育形成 重点培育 培育 创建 争创 创成 制定发布 制定实施 制定并发布 编制 制定 制订 研制 出台 完成并发布 发布 建成投用 建成 建立 建设 打造 打造形成 形成 认定 评定 评选 遴选 选树 选育 推出 引进 引育 招引 组建 成立 设立 布局建设 布局 培养 培训 举办 开展 组织开展 组织 实施 推进 推动 推动成立 启动 启动实施 启动建设 完成 实现 获得 取得 产生 入库培育 入库 发展 改造提升 改造 提升 提升改造 改造建设 营造 新增加 增加 推广 支持 扶持 淘汰 关停 压减 削减 整治 治理 修复 清理 处置 检查 抽检 抽查 抽检监测 开发集成 开发 连接 服务 覆盖 惠及 带动 落户 落地 签约 挂牌 上市 突破 攻克 转化 吸引 集聚 汇聚 参与制定 新认定 命名 建设改造 新改建 改建 扩建 新改扩建 建造 种植 造林 更新 更换 投放 投入 投用 创办 申报 申请 受理 办理 帮扶 走访 聘任 选派 派驻 选聘 输送 储备 复垦 供应 筹集 收储 拆除 消除 建成并投入使用 投入使用 搭建 构建 树立 推荐 遴选推广 遴选培育 授予 选拔 资助 评价 对标评价 新设 增设 拓展 完善 优化 通过 培育发展 拥有 争取拥有 有 导入 打响 创作 编制完成 制修订 制（修）订 修订 主导制定 主导制订 引领 落实 解决 配备 新发展 升级 销号 创立 做强 做大 做优 壮大 招录 引入 新认证 认证 登记 组建成立 征集 孵化 选取 选择 确定 命名一批 普及 建 选 办 新开设 开设 开通 开行 新开通 联合 建设完成 建设提升 救助 安置 转移 新转移 落地实施 推介 开发建设 提供 发放 新发放 张贴 编发 发行 承办 组织开展 申领 审核 复核 抽取 评审 接待 种';
/** Of these, the ones that may be cut from the head of a name that stands before its value. */
export const CUT_VERBS =
  '共新增 新增 净增 新建 新创建 新培育 新打造 新引进 新植 新造 培育创建 培育壮大 培育形成 重点培育 培育 创建 争创 创成 制定发布 制定实施 编制 制定（修订） 制修订 制定 制订 研制 出台 完成并发布 发布 建成投用 建成 建立 打造 打造形成 形成 新认定 认定 评定 遴选 选树 推出 引进 引育 招引 组建 成立 设立 推动成立 推动 启动 开展 组织开展 组织 获得 产生 入库培育 推进 导入 实现 建成并投入使用 累计 共有 共 改造提升 拥有 争取拥有 新增加 布局 举办 落实 完成 搭建 构建 建设 入库 创立 选派 聘任 新开工建设 支持 制修订 积极 开发集成 开发 增设 培养 储备 命名 连续 成为 进入 帮助 规划建设 淘汰 通过 发展 实施 启动实施 即 培训 累计培训 汇聚 集聚 命名 选育 扶持 新开工 续建 整治 修复 完成整治 完成改造 改造 新改建 新改扩建 改扩建 扩建 新增建设 更新改造 提升改造 推广应用 推广 示范推广 发布实施 发布 评选表彰 评选 申报 争取 招录 引育 孵化 孵化培育 转化 落地 创作 遴选推广 组织实施 组织制定 推行 全面推行 推广实施 参加 归集 公布 公开 办理 治理 关停 关停淘汰 压减 清理整治 消除 拆除 处置 回收 补助 转移 新增转移 发放 承办 输送 开设 开通 新开通';
/** What is done to things that were there before: part of what is counted (连接工业设备, 帮扶企业). */
export const DEEDS =
  '免费检定 检定 检定校准 校准 检校 监督抽查 监督检查 监督抽检 抽样检验 连接 服务 覆盖 惠及 带动 帮扶 走访 检查 抽查 抽检 抽检监测 抽查监测 接待 救助 安置 对标评价 接入 联系 指导';
/** A cut verb is kept where the name then would lose its head: `建设工程…`. */
export const KEEP_BEFORE =
  /^(?:工程|项目|用地|领域|周期|水平|质量(?!提升|标杆|奖|标准|管理|基础|教育|检|监|强|创新|品牌|技术)|能力|率|数|面积|总额|规模|主体|单位|企业|标准体系|行业|力量|人才|建筑|住宅|民用|时限|时间|流程|环节|事项|机构|机制|指数|速度|总量|总|区|基金|资金|方式|类|活动|计划)/;

/** Words that go before the verb and carry nothing. */
export const ADVERBS =
  '全面 基本 大力 积极 进一步 力争 争取 确保 努力 加快 着力 持续 深入 扎实 切实 累计 共 共计 总共 再 要 将 应 均 都 各 分别 每年 逐年 年均 率先 稳步 有序 统筹 分批 至少 使 让 推动 推进 支持 鼓励 引导 组织 并 且 同时 其中 全省 全市 全国 全县 全区 全州 我省 我市 我国 我县 我区 本市 本省 各市 各地 新 到 至 在 对 把 将 以 为 有 完成 实现 保持 确保全省 确保全市 规划期内 此外 另外 全域 优先 逐步 不断 突出 省级层面 全系统 届时 力保 努力实现 努力使 使得 计划 预计 拟 共新增 总数 及 和 与 以及 或';

/** Directions that a falling or rising amount names: kept as part of the indicator. */
export const CHANGE =
  '年均增长 年均增速 年均提高 年均下降 压缩 压减 累计增长 累计提高 平均增长 平均压减 平均压缩 平均缩短 平均下降 平均提高 增长 增幅 下降 降低 减少 缩短 压减 提高 提升 增加 上升 削减 累计下降 累计降低 下降率 增速 增速达';

/** Trend phrases that stand between the subject and its value clause. */
export const TRENDS =
  '持续下降 稳步下降 逐步下降 稳步提升 持续提升 稳步提高 不断提高 不断提升 进一步提高 进一步提升 明显提高 明显提升 显著提升 显著提高 持续改善 明显改善 进一步降低 稳步增长 持续增长 持续优化 不断优化 进一步优化 大幅提升 大幅提高 大幅增长 稳步推进 不断扩大 稳中有升 保持稳定 有效提升 稳步上升 逐步提高 逐步提升 大幅下降 明显下降 持续降低 不断完善 进一步扩大 显著增强 明显增强 不断壮大 逐年提高 全面提升';

/** A figure near one of these is money handed out, a price or a condition, not a target. */
export const RULE_WORDS =
  /权重|补助|奖励|给予|资助|补贴|罚款|处以|贴息|标准煤控制目标|给付|兑付|扣除|抵扣|免征|减按|税率|有效期(?!内)|按照?[^，。；]{0,12}比例|试行期|每吨|起征|缴纳|注册资本|财政(?!收入)|专项资金|利率|基点|投资额的|单个项目|每个项目|单户|受理之日|之日起|材料齐全|有效期(?!内)|应当(?!达到|不低于|不少于)|不予|处罚|最高不超过|一次性(?!办结|验收|通过|告知)/;
/** Marks of what has been done already. */
export const PAST =
  /(?:^|[^尚还])已(?!有的|知)|以来|近年来|截至|截止目前|目前|同比|取得了|获批|现有|曾|去年|上年|较上年|位居全国第|[^为除]了(?!解|然|如)|现状|过去/;
/** Headings of parts that look back or around and hold no targets. */
export const BACK_SECTIONS =
  /现实基础|发展基础|工作基础|发展现状|现状|取得.{0,6}成[效就绩]|主要成[效就绩]|成效|回顾|发展背景|背景|形势|面临|机遇|挑战|基本态势|发展趋势|发展环境|存在.{0,6}问题|基础和|必要性|重要意义|重大意义|发展成就|规划基础|编制依据|名词解释|附则|试点范围|交易标的/;
/** Headings of parts where bare figures are goals. */
export const GOAL_SECTIONS = /目标|指标|愿景|任务分解|任务表|工程目录/;
/** Headings of parts that are about principles, means and support rather than tasks. */
export const NOT_TASKS =
  /指导思想|基本原则|总体要求|总体思路|总体目标|主要目标|发展目标|工作目标|具体目标|目标任务$|^目标|发展原则|工作原则|远景目标|愿景|总体安排|附则|试点范围/;
/** Titles of documents that report or honour; they set no targets. */
export const NOT_PLANS = /通报|表彰|任免|名单|批复|公布.{0,20}结果|考核结果|嘉奖|授予/;

const words = (s: string): string[] => [...new Set(s.split(' ').filter(Boolean))].sort((a, b) => b.length - a.length);
const quoted = (w: string): string => w.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** A regular expression source that matches the longest of the words. */
export const oneOf = (s: string): string => words(s).map(quoted).join('|');
