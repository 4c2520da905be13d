import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatChineseInteger,
  parseChineseNumber,
  recognizeNumbers,
  recognizeOrdinals,
  recognizePercents,
  recognizeRanges,
} from './index.ts';

describe('parseChineseNumber', () => {
  it.each([
    ['一百二十三', '123'],
    ['两千万', '20000000'],
    ['1.5亿', '150000000'],
    ['三点五', '3.5'],
    ['三点五亿', '350000000'],
    ['二〇二五', '2025'],
    ['二零一七', '2017'],
    ['廿', '20'],
    ['廿五', '25'],
    ['卅', '30'],
    ['半', '0.5'],
    ['一半', '0.5'],
    ['负三分之二', '-0.666666666666667'],
    ['１，２３４．５', '1234.5'],
    ['百万', '1000000'],
    ['零', '0'],
    ['一百一十五', '115'],
    ['一百十五', '115'],
  ])('%s is %s', (text, value) => expect(parseChineseNumber(text)).toBe(value));

  it.each(['', '三个', '二三十', '十四五', '第三', '一万二三千', '点五五', '1.2.3', '5千克', 'abc'])(
    '%s is no single number',
    (text) => expect(parseChineseNumber(text)).toBeUndefined(),
  );

  it('reads back every integer that is written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 16n) + 1n, max: 10n ** 16n - 1n }),
        fc.constantFrom('plain' as const, 'financial' as const),
        (n, style) => {
          expect(parseChineseNumber(formatChineseInteger(n, style))).toBe(n.toString());
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reads ASCII decimals as they are, in either width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999999 }), fc.integer({ min: 1, max: 99 }), (whole, part) => {
        const text = `${whole}.${part}1`;
        expect(parseChineseNumber(text)).toBe(text);
        const wide = [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
        expect(parseChineseNumber(wide)).toBe(text);
      }),
    );
  });
});

describe('formatChineseInteger', () => {
  it.each([
    [10250, '一万零二百五十'],
    [15, '十五'],
    [100_000, '十万'],
    [-32, '负三十二'],
    [100_000_001, '一亿零一'],
    [1_000_000_000_000, '一兆'],
  ])('%d is %s', (value, text) => expect(formatChineseInteger(value)).toBe(text));
  it('writes amounts', () => expect(formatChineseInteger('1015', 'financial')).toBe('壹仟零壹拾伍'));
  it.each(['1.5', '', 'x', 1.5, 10n ** 16n])('refuses %s', (value) =>
    expect(() => formatChineseInteger(value)).toThrow(RangeError),
  );
});

const values = (found: { text: string; value: string }[]) => found.map(({ text, value }) => `${text}=${value}`);

describe('in running text', () => {
  it('keeps codes, words and addresses apart from numbers', () => {
    expect(values(recognizeNumbers('PM2.5 达标，ISO9001，四川统一部署，零售，队伍，https://a.cn/12，共3家'))).toEqual([
      '3=3',
    ]);
    expect(values(recognizeNumbers('培育“十四五”期间二三十家，进一步达到5千克'))).toEqual(['5=5']);
    expect(values(recognizeNumbers('第1.2.3条'))).toEqual(['1=1', '2=2', '3=3']);
  });
  it('parts numbers whose units do not descend', () => {
    expect(values(recognizeNumbers('三百五百，二十三十'))).toEqual(['三百=300', '五百=500', '二十=20', '三十=30']);
    expect(parseChineseNumber('三百五百')).toBeUndefined();
  });
  it('tells burdens from negatives', () =>
    expect(values(recognizePercents('减负20%，增长负2％'))).toEqual(['20%=20', '负2％=-2']));
  it('finds percentages', () =>
    expect(values(recognizePercents('达到百分之九十八以上，3‰，占三成半，完成2成果'))).toEqual([
      '百分之九十八=98',
      '3‰=0.3',
      '三成半=35',
    ]));
  it('finds ordinals', () => expect(values(recognizeOrdinals('第十二届第3次'))).toEqual(['第十二=12', '第3=3']));
  it('reads 以上 as open or as the law does', () => {
    expect(values(recognizeRanges('20家以上'))).toEqual(['20家以上=(20,)']);
    expect(values(recognizeRanges('20家以上', { inclusive: true }))).toEqual(['20家以上=[20,)']);
    expect(values(recognizeRanges('2017-07-21，文号14349/2017-777818，突破一批'))).toEqual([]);
    expect(values(recognizeRanges('不超过百分之三'))).toEqual(['不超过百分之三=(,3]']);
  });

  it('never throws, and every find is a slice of the text, in order and apart', () => {
    const soup = fc.string({
      unit: fc.constantFrom(
        ...'0129.,-^/eE%‰ 零一二两三十百千万亿兆点半余多几又分之成折第负个以上到和间大于比打廿壹拾９（h',
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (text) => {
        for (const recognize of [recognizeNumbers, recognizePercents, recognizeRanges, recognizeOrdinals]) {
          let last = 0;
          for (const found of recognize(text)) {
            expect(found.text).toBe(text.slice(found.start, found.end));
            expect(found.end).toBeGreaterThan(found.start);
            expect(found.start).toBeGreaterThanOrEqual(last);
            last = found.end;
          }
          if (recognize === recognizeNumbers)
            for (const { value } of recognize(text)) expect(value).toMatch(/^-?\d+(\.\d+)?$/);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
