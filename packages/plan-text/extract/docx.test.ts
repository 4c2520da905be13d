import { AlignmentType, Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { makeDocx } from './fixtures.ts';
import { extractText } from './index.ts';
import { formatCounter } from './numbering.ts';

const lines = async (file: Uint8Array): Promise<string[]> => (await extractText(file, '')).text.trimEnd().split('\n');
const p = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('files of the docx library', () => {
  it('reads automatic headings, tables with merged cells and anchors', async () => {
    const numbered = (text: string, level: number): Paragraph =>
      new Paragraph({ text, numbering: { reference: 'plan', level } });
    const cell = (text: string, options = {}): TableCell =>
      new TableCell({ children: text.split('|').map((t) => new Paragraph(t)), ...options });
    const level = (format: keyof typeof LevelFormat, text: string, at: number) => ({
      level: at,
      format: LevelFormat[format],
      text,
      alignment: AlignmentType.LEFT,
    });
    const document = new Document({
      numbering: {
        config: [
          {
            reference: 'plan',
            levels: [
              level('CHINESE_COUNTING', '%1、', 0),
              level('CHINESE_COUNTING', '（%2）', 1),
              level('DECIMAL', '%3.', 2),
            ],
          },
        ],
      },
      sections: [
        {
          children: [
            numbered('总体要求', 0),
            numbered('思想', 1),
            numbered('目标', 1),
            numbered('质量', 2),
            numbered('任务', 0),
            numbered('标准', 1),
            new Paragraph({ children: [new TextRun('甲'), new TextRun({ text: '乙', bold: true })] }),
            new Paragraph(''),
            new Table({
              rows: [
                new TableRow({ children: [cell('类', { rowSpan: 2 }), cell('指标', { columnSpan: 2 }), cell('值')] }),
                new TableRow({ children: [cell('合格率'), cell('%'), cell('98|以上')] }),
              ],
            }),
            new Paragraph('末'),
          ],
        },
      ],
    });
    const file = new Uint8Array(await Packer.toBuffer(document));
    const { format, text, anchors } = await extractText(file, 'plan.txt');
    expect(format).toBe('docx');
    expect(text.trimEnd().split('\n')).toEqual([
      '一、总体要求',
      '（一）思想',
      '（二）目标',
      '1. 质量',
      '二、任务',
      '（一）标准',
      '甲乙',
      '类\t指标\t\t值',
      '\t合格率\t%\t98 以上',
      '末',
    ]);
    expect(anchors.at(-1)).toEqual({ start: text.indexOf('末'), paragraph: 10 });
  });
});

describe('raw WordprocessingML', () => {
  it('leaves out deleted text, field codes and second versions; keeps insertions, links and text boxes', async () => {
    const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
    const body =
      `<w:p>${run('起')}<w:del>${run('删')}</w:del><w:ins>${run('增')}</w:ins><w:hyperlink>${run('链')}</w:hyperlink>` +
      '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>' +
      `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('专栏')}</w:txbxContent></mc:Choice>` +
      `<mc:Fallback><w:txbxContent>${p('专栏')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>` +
      '<w:r><w:br/><w:t>次行</w:t><w:tab/><w:t>&lt;末&gt;</w:t></w:r></w:p>' +
      `<w:sdt><w:sdtContent>${p('控件')}</w:sdtContent></w:sdt>`;
    expect(await lines(makeDocx(body))).toEqual(['起增链', '次行\t<末>', '专栏', '控件']);
  });

  it('keeps columns in place beside merged and missing cells', async () => {
    const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
    const body =
      `<w:tbl><w:tr>${cell('类', '<w:vMerge w:val="restart"/>')}${cell('甲')}</w:tr>` +
      `<w:tr>${cell('残', '<w:vMerge/>')}${cell('乙')}</w:tr>` +
      `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('丙')}</w:tr></w:tbl>`;
    expect(await lines(makeDocx(body))).toEqual(['类\t甲', '\t乙', '\t丙']);
  });

  const numbering =
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCountingThousand"/>' +
    '<w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>' +
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>' +
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>' +
    '<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>';
  const num = (id: number, level?: number): string =>
    `<w:numPr>${level === undefined ? '' : `<w:ilvl w:val="${level}"/>`}<w:numId w:val="${id}"/></w:numPr>`;

  it('counts lists through styles, starts and overrides as Word does', async () => {
    const styles =
      `<w:style w:type="paragraph" w:styleId="H1"><w:pPr>${num(5)}</w:pPr></w:style>` +
      '<w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>';
    const body =
      p('甲', '<w:pStyle w:val="H1"/>') +
      p('子', num(5, 1)) +
      p('点', num(5, 2)) +
      p('乙', '<w:pStyle w:val="H1b"/>') +
      p('子', num(5, 1)) +
      p('无', `<w:pStyle w:val="H1"/>${num(0)}`) +
      p('另', num(6, 0));
    expect(await lines(makeDocx(body, { numbering, styles }))).toEqual([
      '第三章甲',
      '三.1 子',
      '点',
      '第四章乙',
      '四.1 子',
      '无',
      '第一章另',
    ]);
  });

  it('survives styles that inherit in a circle', async () => {
    const styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>';
    expect(await lines(makeDocx(p('甲', '<w:pStyle w:val="A"/>'), { numbering, styles }))).toEqual(['甲']);
  });
});

it.each([
  [12, 'chineseCounting', '十二'],
  [3, 'ideographTraditional', '丙'],
  [21, 'decimalEnclosedCircle', '21'],
  [20, 'decimalEnclosedCircle', '⑳'],
  [12, 'decimalFullWidth', '１２'],
  [28, 'lowerLetter', 'bb'],
  [26, 'upperLetter', 'Z'],
  [1994, 'upperRoman', 'MCMXCIV'],
  [10, 'ideographDigital', '一〇'],
  [7, 'somethingNew', '7'],
])('%d as %s is %s', (n, format, text) => expect(formatCounter(n, format)).toBe(text));
