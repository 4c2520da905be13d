import { expect, test } from 'vitest';
import { readLimit } from './index.ts';

const plan = { from: 2016, to: 2020, own: 2017 };
test.each([
  ['完善机制，到2020年，建成示范区10个。', '到2020年', 2020],
  ['2018年底前完成试点，力争到2019年全面推开。', '力争到2019年', 2019],
  ['到2020年建成，到2035年领先。', '到2020年', 2020],
  ['年底前出台办法。', '2017年底前', 2017],
  ['力争到 2018\n年底前办结。', '力争到2018年底前', 2018],
  ['“十三五”末，覆盖率达到90%。', '“十三五”末（2020年）', 2020],
])('%s', (clause, words, year) => expect(readLimit(clause, plan)).toEqual({ words, year }));

test.each(['每年抽检2000批次。', '比2015年下降10%。', '截至2016年底，已有12家。', '加强监管。'])('none: %s', (clause) =>
  expect(readLimit(clause, plan)).toBeNull(),
);
