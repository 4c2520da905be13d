/** Units of measure by their UN/ECE codes. Pure. */
export { type BaseValue, type Dimension, toBaseUnit, unitCodes } from './units.ts';
