/** Words of the Core Business Vocabulary 2.0 and of the GS1 web vocabulary that EPCIS 2.0 writes bare. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const bizSteps = words(`accepting arriving assembling collecting commissioning consigning creating_class_instance
  cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding
  inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing
  reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing
  transporting unloading unpacking void_shipping`);

const dispositions = words(`active available completeness_inferred completeness_verified conformant container_closed
  container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class
  mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other
  partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen
  unavailable unknown`);

const measurements = words(`AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
  AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance
  Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge
  ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance
  Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
  MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity
  MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity
  RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature
  Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber`);

export const CBV = 'https://ref.gs1.org/cbv/';
export const GS1_VOC = 'https://gs1.org/voc/';
export const EPCIS_VOC = 'https://ref.gs1.org/epcis/';
export const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';

/** The prefixes that an EPCIS 2.0 document may use without declaring them. */
export const standardPrefixes: Readonly<Record<string, string>> = {
  epcis: EPCIS_VOC,
  cbv: CBV,
  cbvmda: 'urn:epcglobal:cbv:mda:',
  gs1: GS1_VOC,
  rdfs: RDFS,
  owl: 'http://www.w3.org/2002/07/owl#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dcterms: 'http://purl.org/dc/terms/',
};

export type Vocabulary = {
  /** What stands before a word in its web form, e.g. https://ref.gs1.org/cbv/BizStep- */
  stem: string;
  /** What stands before it in the older URN form. */
  urn?: string;
  words: ReadonlySet<string>;
  /** Every written form of every word to the bare word. */
  forms: ReadonlyMap<string, string>;
  /** Bare words to the web form. */
  iris: ReadonlyMap<string, string>;
};

function vocabulary(stem: string, curie: string, urn: string | undefined, list: readonly string[]): Vocabulary {
  const forms = new Map<string, string>();
  const iris = new Map<string, string>();
  for (const word of list) {
    iris.set(word, stem + word);
    for (const form of [word, stem + word, curie + word, ...(urn ? [urn + word] : [])]) forms.set(form, word);
  }
  return { stem, urn, words: new Set(list), forms, iris };
}

const cbv = (part: string, urn: string | undefined, list: readonly string[]) =>
  vocabulary(`${CBV}${part}-`, `cbv:${part}-`, urn && `urn:epcglobal:cbv:${urn}:`, list);

export const vocabularies = {
  bizStep: cbv('BizStep', 'bizstep', bizSteps),
  disposition: cbv('Disp', 'disp', dispositions),
  bizTransaction: cbv(
    'BTT',
    'btt',
    words('bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'),
  ),
  sourceDest: cbv('SDT', 'sdt', words('owning_party possessing_party location')),
  errorReason: cbv('ER', 'er', words('did_not_occur incorrect_data')),
  component: cbv(
    'Comp',
    undefined,
    words(`x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
      longitude altitude`),
  ),
  measurement: vocabulary(GS1_VOC, 'gs1:', undefined, measurements),
  alert: vocabulary(GS1_VOC, 'gs1:', undefined, words('ALARM_CONDITION ERROR_CONDITION')),
} as const;
