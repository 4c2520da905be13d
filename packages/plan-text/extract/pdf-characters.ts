/**
 * Fonts that draw a radical and a character with one glyph make PDF producers write the radical: ⼀ (U+2F00) for 一 and ⻚
 * (U+2EDA) for 页. No search finds such a text, so the characters are put back. Latin ligatures are taken apart.
 */

/** CJK Radicals Supplement; Unicode gives these no decomposition, unlike the Kangxi radicals. */
const radicals: Record<string, string> = Object.fromEntries(
  (
    '⺁厂 ⺄乙 ⺈刀 ⺉刂 ⺋卩 ⺎兀 ⺒巳 ⺓幺 ⺔彑 ⺗心 ⺙攵 ⺛旡 ⺝月 ⺟母 ⺠民 ⺥爪 ⺦丬 ⺧牛 ⺩王 ⺪疋 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ' +
    '⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ' +
    '⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟食 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [pair[0]!, pair[1]!]),
);

/** Put characters in place of radicals and letters in place of ligatures. */
export const restoreCharacters = (text: string): string =>
  text.replace(/[\u2e80-\u2fd5\ufb00-\ufb06]/g, (char) => radicals[char] ?? char.normalize('NFKC'));
