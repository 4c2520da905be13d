/**
 * Changes of the county-level regions of Zhejiang. The date is that of the approving act, as in the yearly code tables of
 * the Ministry of Civil Affairs; plates and seals changed weeks or months later.
 */
export interface RegionChange {
  date: string;
  /** Codes that end or give territory away, each with the codes that its territory belongs to afterwards. */
  territory: Record<string, string[]>;
  note: { zh: string; en: string };
  /** The approving act, where it was checked. */
  instrument?: string;
}

export const regionChanges: RegionChange[] = [
  {
    date: '2014-12-13',
    territory: { 330183: ['330111'] },
    note: {
      zh: '富阳市撤市设区（2015年2月挂牌）',
      en: 'Fuyang City becomes a district (plates changed in February 2015)',
    },
  },
  {
    date: '2015-07-23',
    territory: { 330322: ['330305'], 330303: ['330303', '330305'] },
    note: {
      zh: '洞头县撤县设区，龙湾区灵昆街道划入',
      en: 'Dongtou County becomes a district and receives Lingkun from Longwan',
    },
    instrument: '国函〔2015〕122号',
  },
  {
    date: '2016-09-14',
    territory: {
      330204: ['330212'],
      330212: ['330212', '330203'],
      330203: ['330203'],
      330283: ['330213'],
    },
    note: {
      zh: '江东区并入鄞州区，鄞州西部划归海曙区，奉化市撤市设区',
      en: 'Jiangdong joins Yinzhou, the west of Yinzhou goes to Haishu, Fenghua City becomes a district',
    },
    instrument: '国函〔2016〕158号',
  },
  {
    date: '2017-04-09',
    territory: { 331021: ['331083'] },
    note: { zh: '玉环县撤县设市', en: 'Yuhuan County becomes a county-level city' },
    instrument: '民函〔2017〕70号',
  },
  {
    date: '2017-07-18',
    territory: { 330185: ['330112'] },
    note: { zh: '临安市撤市设区', en: "Lin'an City becomes a district" },
  },
  {
    date: '2019-08-16',
    territory: { 330327: ['330327', '330383'] },
    note: { zh: '苍南县龙港镇撤镇设市', en: 'The town of Longgang in Cangnan becomes a county-level city' },
  },
  {
    date: '2021-03-11',
    territory: {
      330102: ['330102'],
      330103: ['330105'],
      330104: ['330102', '330114'],
      330105: ['330105'],
      330109: ['330109', '330114'],
      330110: ['330110', '330113'],
    },
    note: {
      zh: '江干区并入上城区（下沙、白杨除外），下城区并入拱墅区，余杭区分设余杭、临平，设立钱塘区',
      en: 'Jianggan joins Shangcheng (but for Xiasha and Baiyang), Xiacheng joins Gongshu, Yuhang is split into Yuhang and Linping, Qiantang is founded',
    },
    instrument: '国函〔2021〕29号',
  },
];
