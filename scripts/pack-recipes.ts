/**
 * long: corrections are data, one line each.
 * How each plan pack is made from the reading of its source: which document, which parts, and every correction that
 * was made by hand, with its reason. `make-packs.ts` applies them; nothing else goes into a pack.
 */
import type { PackTarget } from '../server/modules/plans/pack.ts';

export type Recipe = {
  id: string;
  /** Of the source file, by which it is found. */
  sha256: string;
  /** Part of the title by which the reading's document is found. */
  document: string;
  title: string;
  titleEn: string;
  shortTitle: string;
  shortTitleEn: string;
  documentNumber: string | null;
  issuer: string;
  issuedOn: string | null;
  region: string;
  from: number;
  to: number;
  /** From which day the observations in the document count as known; for an undated document a day that is surely late enough. */
  knownOn: string;
  /**
   * Names made whole: the reader's name, or name|value where one name stands for two things → the name in the pack.
   * A name that the reader no longer gives simply matches nothing.
   */
  rename?: Record<string, string>;
  /** Units made whole or written the usual way: indicator|unit as read → unit in the pack. */
  units?: Record<string, string>;
  /** Kinds that the words do not show, as stocks that read like additions: name in the pack → kind. */
  kinds?: Record<string, PackTarget['kind']>;
  /** Comparators that the words or the nature of the indicator ask for: name in the pack → comparator. */
  comparators?: Record<string, PackTarget['comparator']>;
  /** Figures that the text reports as reached, found by hand; each is also the baseline of its targets. */
  observed?: { indicator: string; unit: string; year: number; value: string; clause: string; start: number }[];
  /** Additions that are asked for year by year, each year for itself: names in the pack. */
  yearly?: string[];
  /** Targets of the text that repeat a row of a table: clause|indicator → the table. */
  drop?: Record<string, string>;
  /** Clauses that were read into the wrong place: as read → as printed; empty: no clause at all. */
  clauses?: Record<string, string>;
  /** Clauses, as printed, that are tasks although the reader left them out. */
  tasks?: string[];
  /** Take targets of the text: all, none, or those whose clause begins so. */
  text: 'all' | 'none';
  tables?: TableRecipe[];
};

/** What the columns of a table are, by position. */
export type TableRecipe = {
  title: string;
  clause: string;
  /** Column of the row's name: an indicator, or a region. */
  label: number;
  unit?: number;
  columns: TableColumn[];
};
export type TableColumn =
  | { at: number; is: 'target'; year: number }
  /** Where the row stood; also an observation of that year. */
  | { at: number; is: 'baseline'; year: number }
  /** `whole`: what the figure of a row that counts additions (新增) covers. */
  | { at: number; is: 'observation'; year: number; whole: string }
  | { at: number; is: 'regional-target'; year: number; indicator: string; unit: string; kind: 'new' | 'level' };

const gazette2018 = {
  sha256: 'c9d512c667f4da8c8f119cf6e3253aef852f2deb6620587a58c1ccebee0f7a66',
  region: '330000',
  issuer: '浙江省人民政府办公厅',
  text: 'all' as const,
};

export const recipes: Recipe[] = [
  {
    id: 'zj-quality-2017-2019',
    sha256: '58b40b10da6cbf5b0c97a8e76f93c6da03f1d791656736da1ca4500563a561ca',
    document: '质量提升三年行动计划',
    title: '浙江省质量提升三年行动计划（2017—2019年）',
    titleEn: 'Zhejiang three-year action plan for better quality, 2017–2019',
    shortTitle: '浙江质量提升 2017–2019',
    shortTitleEn: 'Zhejiang quality 2017–2019',
    documentNumber: '浙政办发〔2017〕72号',
    issuer: '浙江省人民政府办公厅',
    issuedOn: '2017-07-07',
    region: '330000',
    from: 2017,
    to: 2019,
    knownOn: '2017-07-07',
    text: 'all',
    // The list of annexes was read on under the last clause.
    clauses: { '四（四）4': '', '四（四）5': '', '四（四）6': '' },
    tasks: ['四（四）'],
    rename: {
      '并发布《浙江省绿色建筑设计标准》等地方标准': '绿色建筑设计等地方标准',
      '为主制（修）订国际、国家和行业标准': '主导制（修）订国际、国家和行业标准',
      '制（修）订环保地方标准': '环保地方标准',
      '国家、行业标准': '国家和行业标准',
      卓越绩效模式企业: '导入卓越绩效模式的企业',
      出口名牌: '浙江出口名牌',
      富有浙江特色的旅游风情小镇: '旅游风情小镇',
      '每千人执业（助理）医师': '每千人执业（助理）医师数',
      每千名老人机构养老床位: '每千名老人机构养老床位数',
      人均公共图书馆藏书: '人均公共图书馆藏书量',
      居住登记信息准确率: '流动人口居住登记信息准确率',
      重点公共区域视频监控的覆盖率: '重点公共区域视频监控覆盖率',
      '“鲁班奖”': '中国建筑工程“鲁班奖”',
      '“钱江杯”': '省建设工程“钱江杯”奖',
      '设区城市细颗粒物（PM2.5）平均浓度': '设区城市PM2.5平均浓度',
      空气优良率: '设区城市空气质量优良天数比率',
      设区城市空气质量优良天数比例: '设区城市空气质量优良天数比率',
      '“品”字标“浙江制造”认证': '“品”字标“浙江制造”认证企业',
      浙江名牌: '浙江名牌产品',
      地表水省控断面水质达到或优于Ⅲ类比例: '地表水省控断面达到或优于Ⅲ类水质比例',
      '地表水省控断面I—Ⅲ类水质比例': '地表水省控断面达到或优于Ⅲ类水质比例',
    },
    units: { '万车死亡率|': '人/万车' },
    kinds: { 每万人拥有公共汽车: 'level' },
    yearly: ['危险废物利用处置能力'],
  },
  {
    id: 'zj-quality-2016-2020',
    sha256: 'a80c5212dc6a8e3d7747139201626fd303716db1f6d87c7083527ebb110d7ccb',
    document: '质量强省标准强省品牌强省',
    title: '浙江省“三强”建设“十三五”主要指标（据“十四五”规划表1-1）',
    titleEn: 'Zhejiang quality, standards and brands, 2016–2020, as reported in table 1-1 of the plan that followed',
    shortTitle: '浙江“三强” 2016–2020',
    shortTitleEn: 'Zhejiang quality 2016–2020',
    documentNumber: null,
    issuer: '浙江省',
    issuedOn: null,
    region: '330000',
    from: 2016,
    to: 2020,
    knownOn: '2021-12-31',
    text: 'none',
    units: { '服务质量满意度|': '分' },
    tables: [
      {
        title: '表1-1',
        clause: '表1-1',
        label: 1,
        unit: 2,
        columns: [
          { at: 3, is: 'baseline', year: 2015 },
          { at: 4, is: 'target', year: 2020 },
          { at: 5, is: 'observation', year: 2020, whole: '2016/2020' },
        ],
      },
    ],
  },
  {
    id: 'zj-quality-2021-2025',
    sha256: 'a80c5212dc6a8e3d7747139201626fd303716db1f6d87c7083527ebb110d7ccb',
    document: '质量强省标准强省品牌强省',
    title: '浙江省质量强省标准强省品牌强省建设“十四五”规划',
    titleEn: 'Zhejiang 14th five-year plan for quality, standards and brands, 2021–2025',
    shortTitle: '浙江“三强” 2021–2025',
    shortTitleEn: 'Zhejiang quality 2021–2025',
    documentNumber: null,
    issuer: '浙江省',
    issuedOn: null,
    region: '330000',
    from: 2021,
    to: 2025,
    knownOn: '2021-12-31',
    text: 'all',
    clauses: {
      '六（二）2': '六（二）/专栏6-2/2',
      '六（二）3': '六（二）/专栏6-2/3',
      '六（二）4': '六（二）/专栏6-2/4',
      '六（二）5': '六（二）/专栏6-2/5',
      '六（二）6': '六（二）/专栏6-2/6',
      '六（二）7': '六（二）/专栏6-2/7',
      '六（二）8': '六（二）/专栏6-2/8',
      '六（二）9': '六（二）/专栏6-2/9',
      '六（二）10': '六（二）/专栏6-2/10',
      '六（二）11': '六（二）/专栏6-2/11',
      '九（一）2': '九（一）/专栏9-1/2',
      '九（一）3': '九（一）/专栏9-1/3',
    },
    drop: {
      '二（三）1|主导和参与制修订国际标准': '表2-1',
      '二（三）1|主导和参与制修订国家标准': '表2-1',
      '二（三）1|“浙江制造”标准': '表2-1',
      '二（三）1|服务业地方标准': '表2-1',
      '二（三）1|“浙江制造精品”': '表2-1',
      '二（三）1|单项冠军企业': '表2-1',
      '二（三）1|“品字标”品牌企业': '表2-1',
      '三（三）|“浙江制造精品”': '表2-1',
      '三（三）|“品字标”品牌企业': '表2-1',
      '六（一）/专栏6-1|设区城市空气质量优良天数比率': '表2-1',
      '六（一）/专栏6-1|地表水省控断面达到或优于Ⅲ类水质比例': '表2-1',
    },
    rename: {
      '累计创鲁班奖、国家优质工程奖、詹天佑奖等国家级奖': '鲁班奖、国家优质工程奖、詹天佑奖等国家级奖（累计）',
      '功能全、服务优、全链条、全覆盖的商标品牌服务指导站': '商标品牌服务指导站',
      世界500强的企业: '进入世界500强的企业',
      '“小升规”企业': '净增“小升规”企业',
      '隐形冠军企业|1000': '入库培育隐形冠军企业',
      具有国际影响力的高能级服务业创新发展区: '高能级服务业创新发展区',
      旅游购物占旅游总收入: '旅游购物占旅游总收入比重',
      县级以上城市建成清新空气示范区比例: '建成清新空气示范区的县级以上城市比例',
      '县（市、区）完成“无废城市”比例': '完成“无废城市”建设的县（市、区）比例',
      '高准确度、高稳定性的社会公用计量标准': '新建和改造提升社会公用计量标准',
    },
    kinds: {
      进入世界500强的企业: 'cumulative',
      国家质检中心: 'cumulative',
      省级质检中心: 'cumulative',
      '线下实体质量基础设施“一站式”服务平台': 'cumulative',
    },
    observed: [{ indicator: '国家质检中心', unit: '家', year: 2020, value: '55', clause: '一（一）', start: 1248 }],
    comparators: { 旅游购物占旅游总收入比重: '>' },
  },
  {
    id: 'jx-quality-2016-2020',
    sha256: '18c4d96a7483232d638d67975743557a736ea25fb5da62dcd2d4ee4ee6aff60e',
    document: '嘉兴市质量发展',
    title: '嘉兴市质量发展“十三五”规划',
    titleEn: 'Jiaxing 13th five-year plan for quality, 2016–2020',
    shortTitle: '嘉兴质量发展 2016–2020',
    shortTitleEn: 'Jiaxing quality 2016–2020',
    documentNumber: '嘉政办发〔2017〕15号',
    issuer: '嘉兴市人民政府办公室',
    issuedOn: '2017-03-23',
    region: '330400',
    from: 2016,
    to: 2020,
    knownOn: '2017-03-23',
    text: 'all',
    clauses: {
      '三（一）1/专栏1/2': '三（一）2',
      '三（一）1/专栏2': '三（一）2/专栏2',
      '三（一）1/专栏2/3': '三（一）3',
      '三（一）1/专栏3': '三（一）3/专栏3',
      '三（一）1/专栏4': '三（一）3/专栏4',
      '三（一）1/专栏4/4': '三（一）4',
      '三（一）1/专栏5': '三（一）4/专栏5',
      '三（二）1/专栏6/2': '三（二）2',
      '三（二）1/专栏7': '三（二）2/专栏7',
      '三（二）1/专栏7/3': '三（二）3',
      '三（二）1/专栏8': '三（二）3/专栏8',
      '三（二）1/专栏8/4': '三（二）4',
      '三（三）1/专栏9/2': '三（三）2',
      '三（三）1/专栏10': '三（三）2/专栏10',
      '三（三）1/专栏10/3': '三（三）3',
    },
    tasks: ['三（一）2', '三（一）3', '三（一）4', '三（二）2', '三（二）3', '三（二）4', '三（三）2', '三（三）3'],
    drop: {
      '三（一）4|PM2.5浓度': '二（三）2',
      '三（二）3/专栏8|主导制订“浙江制造”标准': '二（三）2',
      '三（三）1/专栏9|“浙江制造”认证企业': '二（三）2',
    },
    rename: {
      '细颗粒物（PM2.5）浓度': 'PM2.5浓度',
      '“浙江制造”品牌企业': '“浙江制造”品牌培育企业',
      '100亿服务业项目': '引进100亿元服务业项目',
      '10亿服务项目': '引进10亿元服务业项目',
      清淤: '河湖清淤量',
      '（更新）公共汽车中新能源汽车比例': '新增（更新）公共汽车中新能源汽车比例',
      '企业获得中国质量奖（含提名奖）': '获得中国质量奖的企业（含提名奖）',
      '企业获得省政府质量奖（含提名奖）': '获得省政府质量奖的企业（含提名奖）',
      中小学校开展质量教育社会实践活动比例: '开展质量教育社会实践活动的中小学校比例',
      中小学生学习接受质量初始教育: '接受质量初始教育的中小学生',
      骨干企业中实施卓越绩效管理: '实施卓越绩效管理的骨干企业',
      提升产业工人质量技能水平: '提升质量技能水平的产业工人',
      居民开展普及性质量消费常识教育: '普及质量消费常识教育的居民',
    },
    units: {
      'PM2.5浓度|μg/m3': '微克/立方米',
      '接受质量初始教育的中小学生|万名': '万人',
      '提升质量技能水平的产业工人|万名': '万人',
      '普及质量消费常识教育的居民|万': '万人',
    },
    kinds: {
      社会公用计量标准: 'cumulative',
      国家级检验检测中心: 'cumulative',
      省级检验检测中心: 'cumulative',
      省优质工程奖: 'new',
      河湖清淤量: 'new',
    },
    comparators: { 'PM2.5浓度': '<=' },
    observed: [
      { indicator: '主要农产品质量抽检合格率', unit: '%', year: 2015, value: '98', clause: '一（一）2', start: 694 },
      { indicator: '中国驰名商标', unit: '件', year: 2015, value: '20', clause: '一（一）2', start: 757 },
      { indicator: '重点工程项目竣工验收合格率', unit: '%', year: 2015, value: '100', clause: '一（一）2', start: 830 },
      {
        indicator: '国家和省级标准化专业技术委员会',
        unit: '个',
        year: 2015,
        value: '11',
        clause: '一（一）3',
        start: 1114,
      },
      { indicator: '社会公用计量标准', unit: '项', year: 2015, value: '256', clause: '一（一）3', start: 1241 },
      { indicator: '国家级检验检测中心', unit: '家', year: 2015, value: '6', clause: '一（一）3', start: 1345 },
      { indicator: '省级检验检测中心', unit: '家', year: 2015, value: '10', clause: '一（一）3', start: 1354 },
    ],
  },
  {
    ...gazette2018,
    id: 'zj-greening-2018-2022',
    document: '国土绿化美化',
    title: '浙江省高水平推进国土绿化美化行动计划（2018—2022年）',
    titleEn: 'Zhejiang action plan for land greening, 2018–2022',
    shortTitle: '浙江国土绿化 2018–2022',
    shortTitleEn: 'Zhejiang greening 2018–2022',
    documentNumber: '浙政办发〔2018〕82号',
    issuedOn: '2018-08-14',
    from: 2018,
    to: 2022,
    knownOn: '2018-08-14',
    drop: {
      '二（一）|示范村': '任务分解表',
      '二（一）|推进村': '任务分解表',
      '二（二）|珍贵树种和大径材培育示范基地': '任务分解表',
      '二（三）|珍贵彩色森林': '任务分解表',
      '二（六）|“一亩山万元钱”示范推广基地': '任务分解表',
    },
    rename: {
      '“一村万树”示范村|1': '每个乡镇的“一村万树”示范村',
      湿地公园或城郊森林公园: '每个非林区县的湿地公园或城郊森林公园',
      综合产值: '“一亩山万元钱”示范推广基地综合产值',
    },
    kinds: { '每个乡镇的“一村万树”示范村': 'level', 每个非林区县的湿地公园或城郊森林公园: 'level' },
    tables: [
      {
        title: '国土绿化美化建设任务分解表',
        clause: '任务分解表',
        label: 0,
        columns: [
          { at: 1, is: 'regional-target', year: 2022, indicator: '“一村万树”示范村', unit: '个', kind: 'new' },
          { at: 2, is: 'regional-target', year: 2022, indicator: '“一村万树”推进村', unit: '个', kind: 'new' },
          {
            at: 3,
            is: 'regional-target',
            year: 2022,
            indicator: '珍贵树种和大径材培育示范基地',
            unit: '万亩',
            kind: 'new',
          },
          { at: 4, is: 'regional-target', year: 2022, indicator: '珍贵树种基地：成片造林', unit: '万亩', kind: 'new' },
          { at: 5, is: 'regional-target', year: 2022, indicator: '珍贵树种基地：补植改造', unit: '万亩', kind: 'new' },
          { at: 6, is: 'regional-target', year: 2022, indicator: '新增珍贵彩色森林', unit: '万亩', kind: 'new' },
          {
            at: 7,
            is: 'regional-target',
            year: 2022,
            indicator: '“一亩山万元钱”示范推广基地',
            unit: '万亩',
            kind: 'new',
          },
        ],
      },
    ],
  },
  {
    ...gazette2018,
    id: 'zj-industrial-internet-2018-2025',
    document: '工业互联网',
    title: '浙江省人民政府关于加快发展工业互联网促进制造业高质量发展的实施意见',
    titleEn: 'Zhejiang opinions on faster growth of the industrial internet, 2018–2025',
    shortTitle: '浙江工业互联网 2018–2025',
    shortTitleEn: 'Zhejiang industrial internet 2018–2025',
    documentNumber: '浙政发〔2018〕32号',
    issuer: '浙江省人民政府',
    issuedOn: '2018-08-13',
    from: 2018,
    to: 2025,
    knownOn: '2018-08-13',
    rename: {
      '工业应用程序（APP）': '工业APP',
      连接工业设备: '平台连接的工业设备',
      服务工业企业: '平台服务的工业企业',
      标识注册量: '工业互联网标识注册量',
    },
    kinds: { 平台连接的工业设备: 'cumulative', 平台服务的工业企业: 'cumulative' },
    comparators: { 工业互联网标识注册量: '>' },
  },
  {
    ...gazette2018,
    id: 'zj-digital-standards-2018-2020',
    document: '数字化转型标准化',
    title: '浙江省数字化转型标准化建设方案（2018—2020年）',
    titleEn: 'Zhejiang scheme for digital transformation standards, 2018–2020',
    shortTitle: '浙江数字化标准 2018–2020',
    shortTitleEn: 'Zhejiang digital standards 2018–2020',
    documentNumber: '浙政办发〔2018〕70号',
    issuedOn: '2018-07-16',
    from: 2018,
    to: 2020,
    knownOn: '2018-07-16',
    rename: {
      '制（修）订国际标准、国家标准、行业标准或地方标准': '数字化转型领域国际、国家、行业或地方标准',
      团体标准: '数字经济团体标准',
    },
  },
  {
    ...gazette2018,
    id: 'zj-food-safety-2018',
    document: '食品安全工作要点',
    title: '2018年浙江省食品安全工作要点',
    titleEn: 'Zhejiang key tasks in food safety, 2018',
    shortTitle: '浙江食品安全 2018',
    shortTitleEn: 'Zhejiang food safety 2018',
    documentNumber: '浙政办发〔2018〕79号',
    issuedOn: '2018-08-09',
    from: 2018,
    to: 2018,
    knownOn: '2018-08-09',
    tasks: ['一（一）', '一（二）'],
    rename: {
      '对标评价县（市、区）': '对标评价的县（市、区）',
      乡镇农贸市场建成快检室并免费开放: '建成快检室并免费开放的乡镇农贸市场',
      大中型餐饮服务单位产生的餐厨垃圾进入集中收集处置体系比例: '大中型餐饮单位餐厨垃圾集中收集处置比例',
      年风险监测食品样本量: '食品安全年风险监测样本量',
      县级年抽检监测: '县级年抽检监测量',
      '食品生产经营单位负责人、主要从业人员全年接受培训': '食品单位负责人、主要从业人员全年培训时间',
    },
    kinds: { 食品安全年风险监测样本量: 'level', 县级年抽检监测量: 'level' },
  },
  {
    ...gazette2018,
    id: 'zj-land-2018-2020',
    document: '全域土地综合整治',
    title: '浙江省人民政府办公厅关于实施全域土地综合整治与生态修复工程的意见',
    titleEn: 'Zhejiang opinions on land consolidation and ecological repair, 2018–2020',
    shortTitle: '浙江土地整治 2018–2020',
    shortTitleEn: 'Zhejiang land consolidation 2018–2020',
    documentNumber: '浙政办发〔2018〕80号',
    issuedOn: '2018-08-14',
    from: 2018,
    to: 2020,
    knownOn: '2018-08-14',
    tasks: ['三（三）'],
  },
];
