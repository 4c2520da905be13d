import { describe, expect, it } from 'vitest';
import { type PlanDocument, readPlan, type Target } from './index.ts';

const first = (text: string): PlanDocument => readPlan(text).documents[0] as PlanDocument;
/** Targets of a sentence in the goal section of a plan for 2021–2025. */
const targetsOf = (sentence: string): Target[] =>
  first(`某省质量发展规划（2021—2025年）\n\n一、主要目标\n\n${sentence}\n`).targets;
const brief = (t: Target): string =>
  [
    t.indicator,
    t.comparator,
    t.valueHigh ? `${t.value}-${t.valueHigh}` : t.value,
    t.unit ?? '',
    t.year ?? '',
    t.kind,
  ].join(' ');
const read = (sentence: string): string[] => targetsOf(sentence).map(brief);

describe('values', () => {
  it.each([
    ['到2025年，抽查合格率达到９５．５％以上。', ['抽查合格率 >= 95.5 % 2025 rate']],
    ['到2025年，注册商标总量突破1,200万件。', ['注册商标总量 >= 1200 万件 2025 cumulative']],
    ['到2025年，培育领军企业3—5家。', ['领军企业 = 3-5 家 2025 new']],
    ['到2025年，利润率提高到10%—15%。', ['利润率 >= 10-15 % 2025 rate']],
    ['到二〇二五年，覆盖率达到百分之九十以上。', ['覆盖率 >= 90 % 2025 rate']],
    ['到2025年，质量指数达到86。', ['质量指数 >= 86  2025 level']],
    ['到2025年，产业规模达到2万亿元。', ['产业规模 >= 2 万亿元 2025 level']],
  ])('%s', (sentence, want) => expect(read(sentence)).toEqual(want));
});

describe('comparators', () => {
  it.each([
    ['到2025年，损失率控制在2%以内。', '<='],
    ['到2025年，损失率不高于2%。', '<='],
    ['到2025年，合格率不低于98%。', '>='],
    ['到2025年，满意度达85分以上。', '>='],
    ['到2025年，建成基地约20个。', '~'],
    ['到2025年，建成基地20个左右。', '~'],
    ['到2025年，建成基地20个。', '='],
    ['到2025年，浓度下降到30微克/立方米。', '<='],
  ])('%s %s', (sentence, want) => expect(targetsOf(sentence)[0]?.comparator).toBe(want));
});

describe('lists inherit', () => {
  it('year and verb', () =>
    expect(read('到2024年，新增示范企业20家、示范园区5个，制定地方标准60项。')).toEqual([
      '示范企业 = 20 家 2024 new',
      '示范园区 = 5 个 2024 new',
      '地方标准 = 60 项 2024 new',
    ]));
  it('across sentences of a paragraph', () =>
    expect(read('到2024年，合格率达到95%。建成实验室3家。')[1]).toBe('实验室 = 3 家 2024 new'));
  it('values before their nouns', () =>
    expect(read('到2025年，建成12个检测中心、5个实验室，推动30家企业上云。')).toEqual([
      '检测中心 = 12 个 2025 new',
      '实验室 = 5 个 2025 new',
      '企业上云 = 30 家 2025 new',
    ]));
  it('parts after 其中', () =>
    expect(read('到2025年，建成检测中心10家，其中国家级3家、省级7家。').slice(1)).toEqual([
      '国家级检测中心 = 3 家 2025 new',
      '省级检测中心 = 7 家 2025 new',
    ]));
});

describe('分别 and 均', () => {
  it('hand values to names', () =>
    expect(read('到2025年，甲行业和乙行业满意度分别达到85%和80%以上。')).toEqual([
      '甲行业满意度 >= 85 % 2025 rate',
      '乙行业满意度 >= 80 % 2025 rate',
    ]));
  it('hand values to what was named before', () =>
    expect(read('每年培育企业10家，争取认证产品2个，到2023年分别新增30家、6个。').slice(2)).toEqual([
      '企业 = 30 家 2023 new',
      '认证产品 = 6 个 2023 new',
    ]));
  it('hand values to years', () =>
    expect(read('2022年、2023年合格率分别达到91%、92%。')).toEqual([
      '合格率 >= 91 % 2022 rate',
      '合格率 >= 92 % 2023 rate',
    ]));
  it('share one value', () =>
    expect(read('到2025年，甲类企业、乙类企业均达到300家。').map((x) => x.split(' ')[0])).toEqual([
      '甲类企业',
      '乙类企业',
    ]));
  it('share a head and a tail', () =>
    expect(read('到2025年，重点场所监控的覆盖率和联网率达到100%。').map((x) => x.split(' ')[0])).toEqual([
      '重点场所监控的覆盖率',
      '重点场所监控联网率',
    ]));
});

describe('periods', () => {
  it.each([
    ['每年新增示范企业8家。', 'each', 2025],
    ['三年内新增示范企业8家。', 'within', 2025],
    ['“十四五”期间，新增示范企业8家。', 'within', 2025],
    ['到2023年底，新增示范企业8家。', 'by', 2023],
  ])('%s %s', (sentence, period, year) => {
    const t = targetsOf(sentence)[0];
    expect([t?.period, t?.year]).toEqual([period, year]);
  });
  it('tells a stated year from the last year of the plan', () => {
    expect(targetsOf('新增示范企业8家。')[0]?.yearFrom).toBe('plan');
    expect(targetsOf('到2024年，新增示范企业8家。')[0]?.yearFrom).toBe('stated');
  });
  it('keeps what a change is measured against', () => {
    const [t] = targetsOf('到2025年，单位产值能耗比2020年下降15%。');
    expect([t?.indicator, t?.value, t?.baseline]).toEqual(['单位产值能耗下降', '15', { year: 2020, value: null }]);
  });
  it('takes 由…提高到 as baseline and target', () => {
    const list = targetsOf('到2025年，普及率由35%提高到45%。');
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ indicator: '普及率', value: '45', baseline: { value: '35' } });
  });
});

describe('harder sentences', () => {
  it.each([
    [
      '到2025年，市场主体达到100万户，年均增长5%。',
      ['市场主体 >= 100 万户 2025 cumulative', '市场主体年均增长 = 5 % 2025 rate'],
    ],
    [
      '到2025年，工业增加值超过2万亿元，占总产值比重达25%。',
      ['工业增加值 >= 2 万亿元 2025 level', '工业增加值占总产值比重 >= 25 % 2025 rate'],
    ],
    ['到2025年，抽查比例不低于企业总数的3%。', ['抽查比例 >= 3 % 2025 rate']],
    ['到2025年，培育40户10亿元以上企业。', ['10亿元以上企业 = 40 户 2025 new']],
    [
      '到2025年，主导制定5项国际标准、20项国家标准。',
      ['主导制定国际标准 = 5 项 2025 new', '主导制定国家标准 = 20 项 2025 new'],
    ],
    ['到2025年，新建厂房100%执行绿色标准。', ['新建厂房执行绿色标准比例 = 100 % 2025 rate']],
    ['到2025年，85%的县区建成示范区。', ['县区建成示范区比例 = 85 % 2025 rate']],
    ['到2025年，国家级平台新增2个、省级新增5个。', ['国家级平台 = 2 个 2025 new', '省级平台 = 5 个 2025 new']],
    ['到2025年，办理时限由20个工作日压缩至10个工作日。', ['办理时限 <= 10 个工作日 2025 level']],
    ['到2025年，培训5000人次，检验周期压缩20%。', ['培训 = 5000 人次 2025 new', '检验周期压缩 = 20 % 2025 rate']],
    ['到2025年，万台设备事故死亡人数不超过0.15。', ['万台设备事故死亡人数 <= 0.15  2025 level']],
    [
      '到2025年，农药、化肥使用量分别减少5%、3%。',
      ['农药使用量减少 = 5 % 2025 rate', '化肥使用量减少 = 3 % 2025 rate'],
    ],
    ['到2025年，人均受教育年限达到11.3年。', ['人均受教育年限 >= 11.3 年 2025 level']],
    ['到2025年，浓度持续下降，控制在30微克/立方米以内。', ['浓度 <= 30 微克/立方米 2025 level']],
  ])('%s', (sentence, want) => expect(read(sentence)).toEqual(want));
});

describe('no targets', () => {
  it.each([
    '截至2020年底，全省共有检测机构300家。',
    '“十三五”以来，合格率已达到95%。',
    '对投资超过100万元的项目给予20%补助，最高不超过500万元。',
    '面积1万平方米以上的建筑应当安装设备。',
    '按照1:2的比例安排，联系电话0571-12345678。',
    '实施“5个100”行动，开展“双百万”工程。',
    '支持杭州等8个试点城市开展试点。',
    '贯彻某政发〔2020〕12号文件，依照第15条规定办理。',
    '对排名前10名的企业通报表扬。',
  ])('%s', (sentence) => expect(read(sentence)).toEqual([]));
  it('in parts that look back', () =>
    expect(first('某市规划\n\n一、发展基础\n\n合格率达到95%，建成中心3家。\n').targets).toEqual([]));
});

describe('responsible units', () => {
  const units = (tail: string): [string, string[]] => {
    const t = first(`某省行动计划\n\n一、主要任务\n\n（一）加强供给。开展提升行动。${tail}\n`).tasks[0];
    return [t?.lead ?? '', t?.joint ?? []];
  };
  it.each([
    ['（责任单位：省甲厅、省乙局，列第一位的为牵头单位，下同）', '省甲厅', ['省乙局']],
    [
      '（责任单位：省甲厅〔省丙局〕、省乙局，各市、县〔市、区〕政府）',
      '省甲厅（省丙局）',
      ['省乙局', '各市、县（市、区）政府'],
    ],
    ['（责任单位:省甲厅,甲州、乙山、丙水市政府）', '省甲厅', ['甲州市政府', '乙山市政府', '丙水市政府']],
    ['（牵头单位：省甲厅；配合单位：省乙局、省丙委）', '省甲厅', ['省乙局', '省丙委']],
    ['（省甲厅牵头，省乙局、省丙委配合）', '省甲厅', ['省乙局', '省丙委']],
    ['（省甲厅、省乙局等按职责分工负责）', '省甲厅', ['省乙局']],
    ['（省甲厅负责）', '省甲厅', []],
    ['（省甲厅会同有关部门负责）', '省甲厅', ['有关部门']],
    ['（省甲厅、省乙局、市场监管总局）', '省甲厅', ['省乙局', '市场监管总局']],
    ['（责任单位：省甲厅、省乙局；完成时限：2025年12月）', '省甲厅', ['省乙局']],
    ['由省甲厅牵头，省乙局、省丙委配合，建立机制。', '省甲厅', ['省乙局', '省丙委']],
  ])('%s', (tail, lead, joint) => expect(units(tail)).toEqual([lead, joint]));
  it('covers its list with the span', () => {
    const text = '某省行动计划\n\n一、主要任务\n\n（一）加强供给。开展行动。（责任单位：省甲\n厅、省乙局）\n';
    const t = first(text).tasks[0];
    expect(text.slice(t?.span.start, t?.span.end)).toBe('（一）加强供给。开展行动。（责任单位：省甲\n厅、省乙局）');
  });
  it('reads a table of tasks', () => {
    const d = first(
      '某省行动计划\n\n| 序号 | 重点任务 | 牵头单位 | 责任单位 |\n|---|---|---|---|\n| 1 | 完善制度 | 省甲厅 | 省乙局、省丙委 |\n| 2 | 加强宣传 | 省乙局 | 省甲厅 |\n',
    );
    expect(d.tasks.map((t) => [t.title, t.lead, t.joint])).toEqual([
      ['完善制度', '省甲厅', ['省乙局', '省丙委']],
      ['加强宣传', '省乙局', ['省甲厅']],
    ]);
  });
});

describe('outline', () => {
  it('follows the numbering, not the marks', () => {
    const d = first(
      '# 某市规划\n\n## 一、总体要求\n\n内容。\n\n### 二、主要任务\n\n## （一）第一项\n\n#### 1. 小项。内容。\n\n（二）第二项\n\n专栏1：重点工程\n\n内容。\n',
    );
    expect(d.outline.map((o) => [o.level, o.clause, o.title])).toEqual([
      [1, '一', '总体要求'],
      [1, '二', '主要任务'],
      [2, '二（一）', '第一项'],
      [3, '二（一）1', '小项'],
      [2, '二（二）', '第二项'],
      [3, '二（二）/专栏1', '重点工程'],
    ]);
  });
  it('takes marks of lists off', () =>
    expect(targetsOf('- 到2025年，培育企业300家\n- 建成中心5个').map((x) => [x.indicator, x.year])).toEqual([
      ['企业', 2025],
      ['中心', 2025],
    ]));
  it('cuts a gazette into documents', () => {
    const one = (n: number): string =>
      `某省人民政府关于第${n}件事的意见\n\n某政发〔2020〕${n}号\n\n一、目标\n\n内容。\n\n某省人民政府\n\n2020年3月${n}日\n\n`;
    const r = readPlan(one(1) + one(2));
    expect(r.documents.map((d) => [d.title, d.documentNumber, d.issuer, d.date])).toEqual([
      ['某省人民政府关于第1件事的意见', '某政发〔2020〕1号', '某省人民政府', '2020-03-01'],
      ['某省人民政府关于第2件事的意见', '某政发〔2020〕2号', '某省人民政府', '2020-03-02'],
    ]);
  });
});

describe('broken sources', () => {
  it('joins lines and ignores page heads and bookmarks', () => {
    const d = first(
      `某省质量规划（2021—2025年）\n\n一、主要目标\n\n${'建立健全各方面的体制机制，完善各方面的政策和措施\n'.repeat(6)}。\n[bookmark: _Toc1]到2025年，全省各类产品质量监督抽查的批次合格率确保达\n—１２—\n某省人民政府公报 2021年第3期\n\n到95%<sub>以</sub>上，`,
    );
    expect(d.targets.map((t) => [t.value, t.comparator])).toEqual([['95', '>=']]);
  });
  it('drops page numbers and running heads within sentences', () => {
    const filler = '建立健全各方面的体制机制，完善各方面的政策和措施';
    const page = (n: number, tail: string): string => `${`${filler}\n`.repeat(6)}${tail}\n${n}\n某省质量发展规划\n`;
    const text = `某省质量规划（2021—2025年）\n一、主要目标\n${page(1, filler)}${page(2, filler)}${page(3, '。到2025年全省各类产品质量监督抽查批次合格率达')}到95%以上，完善各方面的政策和措施建立健全。\n`;
    expect(first(text).targets.map((t) => [t.indicator, t.value])).toEqual([['产品质量监督抽查批次合格率', '95']]);
  });
  it('reads a rotated table of single characters, with the point that its cells lost', () => {
    const column = (s: string[]): string => s.join('\n');
    const cell = column([
      ...'到',
      '２０',
      '２５',
      ...'年，服务质量满意度达到',
      '８',
      '２',
      ...'分以上；人均藏书达到',
      '１',
      '３',
      ...'册。',
    ]);
    const text = `某省行动计划（2023—2025年）\n\n附\n件\n１\n\n${column([...'工程目录'])}\n\n${column([...'序号'])}\n\n${column([...'服务领域'])}\n\n${column(['１', ...'公共交通'])}\n\n${cell}\n`;
    const d = first(text);
    expect(d.targets.map((t) => [t.indicator, t.value, t.raw, t.suspect, t.breakdown])).toEqual([
      ['服务质量满意度', '8.2', '82', true, { field: '公共交通' }],
      ['人均藏书', '1.3', '13', true, { field: '公共交通' }],
    ]);
    expect(d.findings.filter((f) => f.code === 'decimal-point-lost')).toHaveLength(2);
  });
  it('takes digits parted by a blank for a lost point', () =>
    expect(targetsOf('到2025年，抽检样本达到２ ８ 万批次。')[0]).toMatchObject({
      value: '2.8',
      raw: '28',
      suspect: true,
    }));
});

describe('tables', () => {
  const check = (text: string): void => {
    const d = first(`某省质量规划（2021—2025年）\n\n一、主要目标\n\n${text}\n\n二、任务\n\n内容。\n`);
    expect(d.tables).toHaveLength(1);
    expect(d.targets.map((t) => [t.indicator, t.comparator, t.value, t.unit, t.year, t.baseline])).toEqual([
      ['合格率', '>=', '96', '%', 2025, { year: 2020, value: '95' }],
      ['获奖组织（累计）', '=', '150', '家', 2025, { year: 2020, value: '81' }],
    ]);
  };
  it('cells one a line with tabs', () =>
    check(
      '\t指标\n\t单位\n\t2020年\n\t2025年目标\n\n\t合格率\n\t%\n\t95\n\t96以上\n\n\t获奖组织（累计）\n\t家\n\t81\n\t150',
    ));
  it('rows with tabs, cut into pieces', () =>
    check(
      '指标\t单位\t2020年\t2025年\n合格率\t%\t95\t≥96\n\n指标\t单位\t2020年\t2025年\n获奖组织（累计）\t家\t81\t150',
    ));
  it('pipes', () =>
    check(
      '| 指标 | 单位 | 2020年 | 2025年 |\n| --- | --- | --- | --- |\n| 合格率 | % | 95 | 96以上 |\n| 获奖组织（累计） | 家 | 81 | 150 |',
    ));
  it('rows with blanks', () =>
    check('序号 指标 单位 2020年 2025年 属性\n1 合格率 % 95 ≥96 预期性\n2 获奖组织（累计） 家 81 150 预期性'));
  it('cells one a line without any mark', () =>
    check(
      '序号\n指标\n单位\n2020年\n2025年\n属性\n1\n合格率\n%\n95\n≥96\n预期性\n2\n获奖组织（累计）\n家\n81\n150\n预期性',
    ));
  it('sets no targets by a table of what was done', () => {
    const d = first(
      '某省规划（2021—2025年）\n\n一、总体\n\n| 指标 | 单位 | 2015年 | 2020年规划 | 2020年完成 |\n| --- | --- | --- | --- | --- |\n| 合格率 | % | 90 | 95 | 96 |\n| 标准 | 项 | 1 | 5 | 6 |\n',
    );
    expect(d.tables[0]?.columns.map((c) => [c.type, c.year])).toEqual([
      ['label', null],
      ['unit', null],
      ['baseline', 2015],
      ['planned', 2020],
      ['actual', 2020],
    ]);
    expect(d.targets).toEqual([]);
  });
});

describe('findings', () => {
  const codes = (body: string, title = '某省质量计划（2023—2025年）'): string[] =>
    first(`${title}\n\n一、主要目标\n\n${body}\n`).findings.map((f) => f.code);
  it.each([
    ['每年新增示范企业10家，到2025年共新增90家。', 'annual-total-mismatch'],
    ['到2025年，覆盖率达到120%。', 'share-over-100'],
    ['到2025年，新增示范企业10家。到2025年，新增示范企业12家。', 'conflicting-values'],
    ['到2025年，普及率由45%提高到40%。', 'target-below-baseline'],
  ])('%s %s', (body, code) => expect(codes(body)).toContain(code));
  it('stay silent where all adds up', () => {
    expect(codes('每年新增示范企业10家，到2025年共新增30家。')).toEqual([]);
    expect(codes('每年新增示范企业8—9家，到2025年共新增25家。')).toEqual([]);
  });
  it('compare annexes with the body', () => {
    const annex = ['甲业', '乙业'].map((n, i) => `${i + 1} ${n}\n\n1.到2025年，新增示范企业${20 + i}家。\n`).join('\n');
    expect(codes(`到2025年，新增示范企业50家。\n\n附件1\n\n工程目录\n\n${annex}`)).toContain('annex-body-mismatch');
  });
  it('add up the rows of a table', () => {
    const rows = '| 各市 | 示范村 |\n|---|---|\n| 全省合计 | 30 |\n| 甲市 | 10 |\n| 乙市 | 15 |';
    expect(codes(rows)).toContain('table-sum-mismatch');
    expect(codes(rows.replace('15', '20'))).not.toContain('table-sum-mismatch');
  });
  it('note years before the document and tasks without units', () => {
    const d = first(
      '某省人民政府关于发展的意见\n\n某政发〔2020〕1号\n\n一、主要目标\n\n到2018年，覆盖率达到90%。\n\n二、主要任务\n\n（一）加强供给。内容。\n\n某省人民政府\n\n2020年1月2日\n',
    );
    expect(d.findings.map((f) => f.code).sort()).toEqual(['no-responsible-units', 'target-year-past']);
  });
  it('speak two languages', () => {
    for (const f of first('某省质量计划（2023—2025年）\n\n一、主要目标\n\n到2025年，覆盖率达到120%。\n').findings) {
      expect(f.message.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(f.message.en).toMatch(/[a-z]/);
    }
  });
});
