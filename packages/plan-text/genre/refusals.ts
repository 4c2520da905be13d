import type { Passage } from './passages.ts';

const plan = (body: string): string => `东河市质量提升行动方案（2023—2025年）\n\n二、主要任务\n\n${body}\n`;
/** Figures that set no target. */
export const REFUSALS: Passage[] = [
  {
    name: 'what has been done',
    text: `东河市质量发展规划（2021—2025年）\n\n一、总体情况\n\n2020年，全市建成检测中心18家，产品合格率达到93.5%，较2015年提高2.1个百分点。“十三五”期间，累计制定地方标准210项。截至目前，全市拥有认证证书1.2万张，居全省第3位。\n`,
    targets: [],
  },
  {
    name: 'rules, penalties and limits',
    text: plan(
      '违反《产品质量法》第49条规定的，处货值金额3倍以下罚款；对首次获奖的企业一次性给予100万元奖励。在15个工作日内办结，受理后5日内告知。年龄不超过45周岁的技术人员可以申报。建筑面积超过5000平方米的项目应当编制方案。同一企业3年内不得重复申报。',
    ),
    targets: [],
  },
  {
    name: 'slogans and names with digits',
    text: plan(
      '深入实施“十百千”工程和“双十”工程，推进一村一品、五个一批，做优12345热线，推广ISO9001体系，建设5G基站监测网，升级2.0版平台，落实“1+3+N”制度，举办第3届质量大会，开展“3·15”活动，联系电话010-88886666，执行GB/T 19001标准。',
    ),
    targets: [],
  },
  {
    name: 'documents, laws and dates',
    text: plan(
      '根据《关于加强质量工作的意见》（东委发〔2022〕15号）第六条，自2023年5月1日起施行，有效期至2025年12月31日。每年9月开展“质量月”活动，每季度召开1次会议，每月5日前报送进度。',
    ),
    targets: [],
  },
  {
    name: 'places, ranks and membership',
    text: plan(
      '支持排名前5位的企业牵头。选取8个重点行业开展调查。工作专班由12个部门组成。主要指标位居全省前3名，进入全国第一方阵。',
    ),
    targets: [],
  },
];
