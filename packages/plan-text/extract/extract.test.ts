import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeDocx, makeOle, makePdf, withDeclaredSize } from './fixtures.ts';
import {
  type ExtractCode,
  ExtractError,
  type ExtractLimits,
  extractMessages,
  extractText,
  findAnchor,
} from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

async function refused(file: Uint8Array, name = 'plan', limits: Partial<ExtractLimits> = {}): Promise<ExtractCode> {
  try {
    await extractText(file, name, limits);
  } catch (error) {
    if (error instanceof ExtractError) return error.code;
    throw error;
  }
  throw new Error(`${name} was read`);
}

describe('text', () => {
  const text = '一、总体要求\r\n到2025年达到98％。\n';
  it('keeps the file as it is', async () =>
    expect(await extractText(utf8(text), 'plan.txt')).toEqual({ format: 'text', text, anchors: [] }));
  it('knows Markdown by its name', async () =>
    expect((await extractText(utf8('# 题'), 'plan.MD')).format).toBe('markdown'));
  it('drops the mark of UTF-8', async () =>
    expect((await extractText(bytes(0xef, 0xbb, 0xbf, ...utf8(text)), '')).text).toBe(text));
  it('reads UTF-16 with and without a mark, both orders', async () => {
    const little = new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
    const big = little.map((_, i) => little[i ^ 1]!);
    for (const file of [bytes(0xff, 0xfe, ...little), bytes(0xfe, 0xff, ...big), little, big])
      expect((await extractText(file, '')).text).toBe(text);
  });
  it('reads GB18030', async () => {
    const gbk = bytes(0xd2, 0xbb, 0xa1, 0xa2, 0xd6, 0xca, 0xc1, 0xbf); // 一、质量
    expect((await extractText(gbk, 'a.txt')).text).toBe('一、质量');
    const four = bytes(0xd6, 0xca, 0x81, 0x39, 0xef, 0x30, 0xc1, 0xbf); // 质㐀量, U+3400 takes four bytes
    expect((await extractText(four, 'a.txt')).text).toBe(
      '质\u3400量'.replace('\u3400', new TextDecoder('gb18030').decode(bytes(0x81, 0x39, 0xef, 0x30))),
    );
  });
});

describe('HTML', () => {
  it('gives a line for each block and row, and an anchor for each line', async () => {
    const html = `<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><nav>首页</nav>
      <h1>通  知</h1><p>第一&nbsp;段<br>第二行<script>x()</script></p><div>甲<p>乙</p>丙</div>
      <table><caption>表</caption><tr><th rowspan="2">指标</th><th>单位</th><th>值</th></tr>
      <tr><td>%</td><td><p>98</p><p>以上</p></td></tr><tr><td colspan="2">合计</td><td>1</td></tr></table></body></html>`;
    const { format, text, anchors } = await extractText(utf8(html), 'a.txt');
    expect(format).toBe('html');
    expect(text.split('\n')).toEqual([
      '通 知',
      '第一 段',
      '第二行',
      '甲',
      '乙',
      '丙',
      '表',
      '指标\t单位\t值',
      '\t%\t98 以上',
      '合计\t\t1',
      '',
    ]);
    expect(anchors.map((a) => a.paragraph)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(findAnchor(anchors, text.indexOf('丙'))).toEqual({ start: text.indexOf('丙'), paragraph: 6 });
  });
  it('does not follow deep nesting', async () => {
    for (const deep of [`<html>${'<div>'.repeat(2000)}x`, `<html>${'<table><tr><td>'.repeat(2000)}x`])
      await expect(extractText(utf8(deep), '')).rejects.toMatchObject({ details: { why: 'nesting' } });
  });
  it('refuses a page without text', async () =>
    expect(await refused(utf8('<html><script>var a</script></html>'))).toBe('empty'));
});

describe('PDF', () => {
  it('reads Chinese with a ToUnicode table, page by page, top to bottom', async () => {
    const file = makePdf([
      [
        { text: '下行', y: 600 },
        { text: '指标', x: 50, y: 700 },
        { text: '98%', x: 200, y: 702 },
      ],
      [{ text: '第二页' }],
    ]);
    const { format, text, anchors } = await extractText(file, 'x.docx');
    expect(format).toBe('pdf');
    expect(text).toBe('指标\t98%\n下行\n第二页\n');
    expect(anchors).toEqual([
      { start: 0, page: 1 },
      { start: text.indexOf('第'), page: 2 },
    ]);
  });
  it('reads compressed streams', async () =>
    expect((await extractText(makePdf([[{ text: '压缩' }]], { compress: true }), '')).text).toBe('压缩\n'));
  it('turns text that is printed sideways', async () => {
    const file = makePdf(
      [
        [
          { text: '上', x: 100, y: 100 },
          { text: '下', x: 200, y: 100 },
        ],
      ],
      { matrix: '0 1 -1 0 X Y' },
    );
    expect((await extractText(file, '')).text).toBe('上\n下\n');
  });
  it('puts characters in place of radicals and ligatures', async () => {
    const file = makePdf([[{ text: '\u2f00\u3001\u884c\u2f8f\u2eda ce\ufb01' }]]); // ⼀、行⾏⻚ ceﬁ
    expect((await extractText(file, '')).text).toBe('一、行行页 cefi\n');
  });
  it('reads fonts that are named by GBK or Unicode codes and not embedded', async () => {
    const gbk = makePdf([[{ text: 'AB' }]], { encoding: 'GBK-EUC-H' }, (c) => (c === 'A' ? 'd6ca' : 'c1bf'));
    expect((await extractText(gbk, '')).text).toBe('质量\n');
    const unicode = makePdf([[{ text: '质量' }]], { encoding: 'UniGB-UCS2-H' });
    expect((await extractText(unicode, '')).text).toBe('质量\n');
  });
  it('refuses fonts whose codes are not known', async () =>
    expect(await refused(makePdf([[{ text: '质量' }]], { encoding: 'ETen-B5-H' }))).toBe('pdf-fonts'));
  it('refuses a scan', async () => expect(await refused(makePdf([[], []]))).toBe('scan'));
  it('refuses a stream that inflates beyond the limit', async () => {
    const file = makePdf([Array.from({ length: 700 }, (_, i) => ({ text: '量'.repeat(40), y: 780 - i }))], {
      compress: true,
    });
    expect(await refused(file, '', { maxInflated: 100_000 })).toBe('bomb');
    expect((await extractText(file, '')).text.match(/量/g)).toHaveLength(28_000);
  });
  it('refuses an encrypted file', async () => {
    const plain = new TextDecoder('latin1').decode(makePdf([[{ text: 'x' }]]));
    const key = `<${'00'.repeat(32)}>`;
    const locked = plain.replace(
      'trailer\n<<',
      `trailer\n<< /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >>`,
    );
    expect(await refused(Uint8Array.from(locked, (c) => c.charCodeAt(0)))).toBe('encrypted');
  });
});

describe('refusals', () => {
  it.each<[string, Uint8Array, ExtractCode]>([
    ['nothing', bytes(), 'empty'],
    ['blanks', utf8(' \n\t '), 'empty'],
    ['plan.doc', makeOle('WordDocument'), 'doc'],
    ['plan.wps', makeOle('WordDocument'), 'wps'],
    ['locked.docx', makeOle('EncryptedPackage'), 'encrypted'],
    ['old.xls', makeOle('Workbook'), 'spreadsheet'],
    ['plan.ofd', zipSync({ 'OFD.xml': utf8('<o/>') }), 'ofd'],
    ['renamed.docx', zipSync({ 'xl/workbook.xml': utf8('<w/>') }), 'spreadsheet'],
    ['slides.pptx', zipSync({ 'ppt/presentation.xml': utf8('<w/>') }), 'presentation'],
    ['plan.zip', zipSync({ 'plan.docx': makeDocx('<w:p/>') }), 'archive'],
    ['page.odt', zipSync({ mimetype: utf8('x'), 'content.xml': utf8('x') }), 'odt'],
    ['plan.rtf', utf8('{\\rtf1 x}'), 'rtf'],
    ['scan.txt', bytes(0xff, 0xd8, 0xff, 0xe0), 'image'],
    ['a.gz', bytes(0x1f, 0x8b, 8, 0), 'archive'],
    ['noise.txt', Uint8Array.from({ length: 500 }, (_, i) => (i * 89 + 7) & 255), 'binary'],
    ['controls.txt', Uint8Array.from({ length: 500 }, (_, i) => i % 9), 'binary'],
    ['cut.docx', makeDocx('<w:p/>').subarray(0, 300), 'damaged'],
    ['cut.txt', utf8('质量'.repeat(50)).subarray(0, 299), 'damaged'],
    ['no-text.docx', makeDocx('<w:p/>'), 'empty'],
  ])('%s', async (name, file, code) => expect(await refused(file, name)).toBe(code));

  it('says what to do in both languages', () => {
    for (const { zh, en } of Object.values(extractMessages)) {
      expect(zh).toMatch(/[请可]/);
      expect(en.length).toBeGreaterThan(20);
    }
    const { messages, message } = new ExtractError('scan', { pages: 12 });
    expect(messages.zh).toContain('共 12 页');
    expect(message).toContain('12 pages');
  });

  it('refuses files over the limit without looking inside', async () =>
    expect(await refused(utf8('12345'), '', { maxBytes: 4 })).toBe('too-large'));
});

describe('archives that inflate too far', () => {
  const large = makeDocx(`<w:p><w:r><w:t>${'量'.repeat(4_000_000)}</w:t></w:r></w:p>`);
  it('are refused by the declared size', async () => {
    expect(large.length).toBeLessThan(100_000);
    expect(await refused(large)).toBe('bomb');
    expect(await refused(large, '', { maxRatio: 10_000, maxInflated: 10_000_000 })).toBe('bomb');
  });
  it('are refused while they inflate, when the declared size is a lie', async () => {
    const first = zipSync({ 'word/document.xml': new Uint8Array(30_000_000) });
    const liar = withDeclaredSize(first, 1000);
    expect(await refused(liar)).toBe('bomb');
  });
  it('are read when the limits allow it', async () =>
    expect((await extractText(large, '', { maxRatio: 10_000 })).text.length).toBe(4_000_001));
});
