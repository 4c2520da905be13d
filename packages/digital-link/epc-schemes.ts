/** EPC schemes with a GS1 key (GS1 EPC Tag Data Standard 2.0 §6.3 and §7): how their fields lie in the element. */

export type EpcScheme = {
  /** The AI of the key. */
  ai: string;
  /** Digits of company prefix and reference together; 0: the reference is alphanumeric, the key at most 30 signs. */
  digits: number;
  /** The first digit of the reference (indicator, extension) goes before the company prefix. */
  indicator?: true;
  /** What the key begins with before all (GRAI: a zero). */
  lead?: string;
  /** Piece and total of an ITIP stand between key and serial. */
  pieces?: true;
  /** AI of the serial; '': it is the tail of the key; undefined: there is none. */
  serialAi?: string;
  serialMax?: number;
  serialDigits?: true;
};

export const epcSchemes: Readonly<Record<string, EpcScheme>> = {
  sgtin: { ai: '01', digits: 13, indicator: true, serialAi: '21', serialMax: 20 },
  lgtin: { ai: '01', digits: 13, indicator: true, serialAi: '10', serialMax: 20 },
  upui: { ai: '01', digits: 13, indicator: true, serialAi: '235', serialMax: 28 },
  itip: { ai: '8006', digits: 13, indicator: true, pieces: true, serialAi: '21', serialMax: 20 },
  sscc: { ai: '00', digits: 17, indicator: true },
  sgln: { ai: '414', digits: 12, serialAi: '254', serialMax: 20 },
  pgln: { ai: '417', digits: 12 },
  grai: { ai: '8003', digits: 12, lead: '0', serialAi: '', serialMax: 16 },
  giai: { ai: '8004', digits: 0 },
  gsrn: { ai: '8018', digits: 17 },
  gsrnp: { ai: '8017', digits: 17 },
  gdti: { ai: '253', digits: 12, serialAi: '', serialMax: 17 },
  cpi: { ai: '8010', digits: 0, serialAi: '8011', serialMax: 12, serialDigits: true },
  sgcn: { ai: '255', digits: 12, serialAi: '', serialMax: 12, serialDigits: true },
  ginc: { ai: '401', digits: 0 },
  gsin: { ai: '402', digits: 16 },
};
