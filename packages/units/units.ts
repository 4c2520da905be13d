/**
 * Units of measure by their codes in UN/ECE Recommendation 20, as GS1 sensor data uses them, and what they are in the base
 * unit of their dimension: base = value × factor + offset. Factors are exact by definition (SI brochure, NIST SP 811) where
 * they are short, otherwise to twelve digits.
 */
type Unit = readonly [factor: number, offset?: number];
const dimensions = {
  // kelvin
  temperature: { KEL: [1], CEL: [1, 273.15], FAH: [5 / 9, 459.67 * (5 / 9)], A48: [5 / 9] },
  // metre
  length: {
    MTR: [1], KMT: [1000], CMT: [0.01], MMT: [0.001], '4H': [1e-6], C45: [1e-9], DMT: [0.1], INH: [0.0254],
    FOT: [0.3048], YRD: [0.9144], SMI: [1609.344], NMI: [1852],
  },
  // square metre
  area: { MTK: [1], CMK: [1e-4], MMK: [1e-6], KMK: [1e6], HAR: [1e4], FTK: [0.09290304], INK: [0.00064516] },
  // cubic metre
  volume: {
    MTQ: [1], LTR: [0.001], MLT: [1e-6], CMQ: [1e-6], DMQ: [0.001], MMQ: [1e-9], CLT: [1e-5], DLT: [1e-4],
    HLT: [0.1], '4G': [1e-9], FTQ: [0.028316846592], INQ: [1.6387064e-5], GLL: [0.003785411784],
    GLI: [0.00454609], BLL: [0.158987294928], OZA: [2.95735295625e-5],
  },
  // kilogram
  mass: {
    KGM: [1], GRM: [0.001], MGM: [1e-6], MC: [1e-9], TNE: [1000], DTN: [100], LBR: [0.45359237],
    ONZ: [0.028349523125], STN: [907.18474], LTN: [1016.0469088],
  },
  // second
  time: {
    SEC: [1], MIN: [60], HUR: [3600], DAY: [86400], WEE: [604800], C26: [0.001], B98: [1e-6], C47: [1e-9],
  },
  // pascal
  pressure: {
    PAL: [1], A97: [100], KPA: [1000], MPA: [1e6], A89: [1e9], BAR: [1e5], MBR: [100], ATM: [101325], ATT: [98066.5],
    HN: [133.322387415], PS: [6894.75729317],
  },
  // metre per second
  speed: { MTS: [1], KMH: [1 / 3.6], HM: [0.44704], KNT: [1852 / 3600], C16: [0.001], '2M': [0.01], FS: [0.3048] },
  // metre per second squared
  acceleration: { MSK: [1], K40: [9.80665], A76: [0.01], C11: [0.001] },
  // radian
  angle: { C81: [1], DD: [Math.PI / 180], C25: [0.001], D61: [Math.PI / 10_800], D62: [Math.PI / 648_000] },
  // kilogram per cubic metre
  density: { KMQ: [1], '23': [1000], A93: [0.001], GL: [1], GP: [1e-6], M1: [0.001], GQ: [1e-9], D41: [1000] },
  // one
  ratio: { C62: [1], P1: [0.01], '59': [1e-6], '61': [1e-9], NX: [0.001] },
  // mole; mole per cubic metre
  amount: { C34: [1], C18: [0.001], B45: [1000] },
  concentration: { C36: [1], C38: [1000] },
  // newton, newton metre, joule, watt
  force: { NEW: [1], B47: [1000], B73: [1e6] },
  torque: { NU: [1], B48: [1000] },
  energy: { JOU: [1], KJO: [1000], '3B': [1e6], WHR: [3600], KWH: [3.6e6], D70: [4.1868] },
  power: { WTT: [1], KWT: [1000], MAW: [1e6], C31: [0.001] },
  // ampere, volt, ohm, siemens, farad, coulomb, henry, tesla, weber
  current: { AMP: [1], '4K': [0.001], B84: [1e-6], B22: [1000] },
  voltage: { VLT: [1], '2Z': [0.001], KVT: [1000], D82: [1e-6] },
  resistance: { OHM: [1], B49: [1000], B75: [1e6], E45: [0.001] },
  conductance: { SIE: [1], C27: [0.001], B99: [1e-6] },
  capacitance: { FAR: [1], '4O': [1e-6], C41: [1e-9], '4T': [1e-12] },
  charge: { COU: [1], AMH: [3600] },
  inductance: { '81': [1], C14: [0.001], B90: [1e-6] },
  'flux-density': { D33: [1], C29: [0.001], D81: [1e-6] },
  flux: { WEB: [1], C33: [0.001] },
  // hertz; candela, lumen, lux, candela per square metre
  frequency: { HTZ: [1], KHZ: [1000], MHZ: [1e6], A86: [1e9] },
  intensity: { CDL: [1], P34: [0.001] },
  'luminous-flux': { LUM: [1] },
  illuminance: { LUX: [1], KLX: [1000] },
  luminance: { A24: [1] },
  // becquerel, gray, sievert, sievert per second
  activity: { BQL: [1], '2Q': [1000], CUR: [3.7e10] },
  'absorbed-dose': { A95: [1], C13: [0.001] },
  'dose-equivalent': { D13: [1], C28: [0.001] },
  // watt per square metre; cubic metre per second
  irradiance: { D54: [1] },
  'volume-flow': { MQS: [1], MQH: [1 / 3600], L2: [1 / 60_000], G51: [0.001] },
  // pascal second; square metre per second
  viscosity: { C65: [1], C24: [0.001] },
  'kinematic-viscosity': { S4: [1], C17: [1e-6] },
} as const satisfies Record<string, Record<string, Unit>>; // biome-ignore format: a table

export type Dimension = keyof typeof dimensions;
export type BaseValue = { dimension: Dimension; value: number };

const known = new Map<string, { dimension: Dimension; factor: number; offset: number }>();
for (const [dimension, units] of Object.entries(dimensions))
  for (const [code, [factor, offset = 0]] of Object.entries<Unit>(units))
    known.set(code, { dimension: dimension as Dimension, factor, offset });

/**
 * A value in the base unit of its dimension; undefined for a code that is not known. A `difference` (a standard deviation,
 * a tolerance) has no offset: 2 °C more are 2 K more.
 */
export function toBaseUnit(value: number, code: string, kind: 'value' | 'difference' = 'value'): BaseValue | undefined {
  const unit = known.get(code);
  if (!unit) return undefined;
  return { dimension: unit.dimension, value: value * unit.factor + (kind === 'value' ? unit.offset : 0) };
}

/** All codes that are known, by dimension: for lists and checks. */
export const unitCodes = (): ReadonlyMap<string, Dimension> =>
  new Map([...known].map(([code, { dimension }]) => [code, dimension]));
