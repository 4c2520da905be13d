/**
 * How each plan pack is made from the reading of its source: which document, which parts, and every correction that
 * was made by hand, with its reason. `make-packs.ts` applies them; nothing else goes into a pack.
 */
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
  /** Names made whole: the reader's name → the name in the pack. */
  rename?: Record<string, string>;
  /** Units made whole or written the usual way: indicator|unit as read → unit in the pack. */
  units?: Record<string, string>;
  /** Stocks that the reader took for additions: names in the pack. */
  stocks?: string[];
  /** Figures that the text reports as reached, found by hand; each is also the baseline of its targets. */
  observed?: { indicator: string; unit: string; year: number; value: string; clause: string; start: number }[];
  /** Additions that are asked for year by year, each year for itself: names in the pack. */
  yearly?: string[];
  /** Targets of the text that repeat a row of a table: clause|indicator → the table. */
  drop?: Record<string, string>;
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
    titleEn: 'Zhejiang three-year action plan for quality, 2017–2019',
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
    rename: {
      '并发布《浙江省绿色建筑设计标准》等地方标准': '绿色建筑设计等地方标准',
      '为主制（修）订国际、国家和行业标准': '主导制（修）订国际、国家和行业标准',
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
    yearly: ['危险废物利用处置能力'],
  },
  {
    id: 'zj-quality-2016-2020',
    sha256: 'a80c5212dc6a8e3d7747139201626fd303716db1f6d87c7083527ebb110d7ccb',
    document: '质量强省标准强省品牌强省',
    title: '浙江省“三强”建设“十三五”主要指标（据“十四五”规划表1-1）',
    titleEn: 'Zhejiang quality, standards and brands, 2016–2020, as recounted in table 1-1 of the next plan',
    shortTitle: '浙江“三强” 2016–2020',
    shortTitleEn: 'Zhejiang 2016–2020',
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
    titleEn: 'Zhejiang plan for quality, standards and brands, 2021–2025',
    shortTitle: '浙江“三强” 2021–2025',
    shortTitleEn: 'Zhejiang 2021–2025',
    documentNumber: null,
    issuer: '浙江省',
    issuedOn: null,
    region: '330000',
    from: 2021,
    to: 2025,
    knownOn: '2021-12-31',
    text: 'all',
    drop: {
      '二（三）1|国际标准': '表2-1',
      '二（三）1|国家标准': '表2-1',
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
  },
  {
    id: 'jx-quality-2016-2020',
    sha256: '18c4d96a7483232d638d67975743557a736ea25fb5da62dcd2d4ee4ee6aff60e',
    document: '嘉兴市质量发展',
    title: '嘉兴市质量发展“十三五”规划',
    titleEn: 'Jiaxing plan for quality, 2016–2020',
    shortTitle: '嘉兴质量发展 2016–2020',
    shortTitleEn: 'Jiaxing 2016–2020',
    documentNumber: '嘉政办发〔2017〕15号',
    issuer: '嘉兴市人民政府办公室',
    issuedOn: '2017-03-23',
    region: '330400',
    from: 2016,
    to: 2020,
    knownOn: '2017-03-23',
    text: 'all',
    rename: { '细颗粒物（PM2.5）浓度': 'PM2.5浓度' },
    units: { 'PM2.5浓度|μg/m3': '微克/立方米' },
    stocks: ['社会公用计量标准', '国家级检验检测中心', '省级检验检测中心'],
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
    titleEn: 'Zhejiang action plan for greening, 2018–2022',
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
    title: '浙江省加快发展工业互联网促进制造业高质量发展的实施意见',
    titleEn: 'Zhejiang opinions on the industrial internet, 2020 and 2025',
    shortTitle: '浙江工业互联网 2018–2025',
    shortTitleEn: 'Zhejiang industrial internet',
    documentNumber: '浙政发〔2018〕32号',
    issuer: '浙江省人民政府',
    issuedOn: '2018-08-13',
    from: 2018,
    to: 2025,
    knownOn: '2018-08-13',
    rename: { '工业应用程序（APP）': '工业APP' },
  },
  {
    ...gazette2018,
    id: 'zj-digital-standards-2018-2020',
    document: '数字化转型标准化',
    title: '浙江省数字化转型标准化建设方案（2018—2020年）',
    titleEn: 'Zhejiang scheme for standards of digital transformation, 2018–2020',
    shortTitle: '浙江数字化标准 2018–2020',
    shortTitleEn: 'Zhejiang digital standards 2018–2020',
    documentNumber: '浙政办发〔2018〕70号',
    issuedOn: '2018-07-16',
    from: 2018,
    to: 2020,
    knownOn: '2018-07-16',
  },
  {
    ...gazette2018,
    id: 'zj-food-safety-2018',
    document: '食品安全工作要点',
    title: '2018年浙江省食品安全工作要点',
    titleEn: 'Zhejiang work points for food safety, 2018',
    shortTitle: '浙江食品安全 2018',
    shortTitleEn: 'Zhejiang food safety 2018',
    documentNumber: '浙政办发〔2018〕79号',
    issuedOn: '2018-08-09',
    from: 2018,
    to: 2018,
    knownOn: '2018-08-09',
  },
  {
    ...gazette2018,
    id: 'zj-land-2018-2020',
    document: '全域土地综合整治',
    title: '浙江省全域土地综合整治与生态修复工程的意见',
    titleEn: 'Zhejiang opinions on land consolidation and ecological repair, 2018–2020',
    shortTitle: '浙江土地整治 2018–2020',
    shortTitleEn: 'Zhejiang land consolidation 2018–2020',
    documentNumber: '浙政办发〔2018〕80号',
    issuedOn: '2018-08-14',
    from: 2018,
    to: 2020,
    knownOn: '2018-08-14',
  },
];
