/**
 * One event as this project holds it: the compact JSON form of EPCIS 2.0 with everything decided.
 * - Words of the standard vocabularies are bare (`shipping`), whatever form the document used.
 * - Other CURIEs are written out; lists are lists, also where JSON-LD allows a single value.
 * - Times and numbers are kept as they were written; a value of a wrong kind is kept for the validation to name it.
 * - Fields of others are called `{namespace}local`, at any depth. `@name` is an XML attribute, `#text` the text beside it.
 */
export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;
export type EventType = (typeof eventTypes)[number];

export type Extension = string | number | boolean | null | Extension[] | { [name: string]: Extension };
/** Fields of others: `{https://ns.example.com/epcis/}myField`. */
export type Extended = { [name: `{${string}`]: Extension };

export type QuantityElement = { epcClass: string; quantity?: number; uom?: string };
export type BizTransaction = { type?: string; bizTransaction: string };
export type Source = { type: string; source: string };
export type Destination = { type: string; destination: string };
export type Place = { id: string } & Extended;
export type PersistentDisposition = { set?: string[]; unset?: string[] };
export type ErrorDeclaration = { declarationTime: string; reason?: string; correctiveEventIDs?: string[] } & Extended;

export type SensorMetadata = {
  time?: string;
  startTime?: string;
  endTime?: string;
  deviceID?: string;
  deviceMetadata?: string;
  rawData?: string;
  dataProcessingMethod?: string;
  bizRules?: string;
} & Extended;

export type SensorReport = {
  type?: string;
  exception?: string;
  deviceID?: string;
  deviceMetadata?: string;
  rawData?: string;
  dataProcessingMethod?: string;
  bizRules?: string;
  time?: string;
  microorganism?: string;
  chemicalSubstance?: string;
  coordinateReferenceSystem?: string;
  value?: number;
  component?: string;
  stringValue?: string;
  booleanValue?: boolean;
  hexBinaryValue?: string;
  uriValue?: string;
  minValue?: number;
  maxValue?: number;
  meanValue?: number;
  sDev?: number;
  percRank?: number;
  percValue?: number;
  uom?: string;
} & Extended;

export type SensorElement = { sensorMetadata?: SensorMetadata; sensorReport: SensorReport[] } & Extended;

export type EpcisEvent = {
  /** One of the five, or the full name of a type of others. */
  type: EventType | (string & {});
  eventTime: string;
  eventTimeZoneOffset: string;
  recordTime?: string;
  eventID?: string;
  certificationInfo?: string[];
  errorDeclaration?: ErrorDeclaration;
  action?: 'ADD' | 'OBSERVE' | 'DELETE';
  epcList?: string[];
  quantityList?: QuantityElement[];
  parentID?: string;
  childEPCs?: string[];
  childQuantityList?: QuantityElement[];
  inputEPCList?: string[];
  inputQuantityList?: QuantityElement[];
  outputEPCList?: string[];
  outputQuantityList?: QuantityElement[];
  transformationID?: string;
  bizStep?: string;
  disposition?: string;
  persistentDisposition?: PersistentDisposition;
  readPoint?: Place;
  bizLocation?: Place;
  bizTransactionList?: BizTransaction[];
  sourceList?: Source[];
  destinationList?: Destination[];
  sensorElementList?: SensorElement[];
  ilmd?: { [name: string]: Extension };
} & Extended;

/** What a document says about itself. It is complete once its events have been read. */
export type EpcisDocument = {
  kind: 'EPCISDocument' | 'EPCISQueryDocument' | 'events' | 'CaptureJob' | 'MasterData' | 'Query' | 'unknown';
  syntax: 'json' | 'xml';
  schemaVersion?: string;
  creationDate?: string;
  id?: string;
  sender?: string;
  receiver?: string;
  instanceIdentifier?: string;
  queryName?: string;
  subscriptionID?: string;
  /** Prefixes that the document declared, for writing it again: prefix → namespace. */
  prefixes: Record<string, string>;
  /** What its context says of the values of fields, by full name: `{ '@type': … }`. */
  definitions: Record<string, Record<string, string>>;
  /** Master data: vocabularies of the header (or of a query result) in their JSON form. */
  vocabularies: Extension[];
  /** Other fields of the header and of the document. */
  header: { [name: string]: Extension };
  extensions: Extended;
  /** The parameters, if the document is a query in JSON. */
  query?: Record<string, unknown>;
  /** Fields that a repository added and that the event hash leaves out (`{…}ignoreFields`). */
  ignoreFields: string[];
};

export type ReadEvent = {
  event: EpcisEvent;
  /** JSON pointer or XPath of the event in its document. */
  place: string;
  /** From 0, in the order of the document. */
  index: number;
  /** XML of EPCIS 1.x: the wrappers around fields. */
  wrapped?: Record<string, string>;
};

export const isExtensionName = (name: string): boolean => name.charCodeAt(0) === 123;
export const emptyDocument = (syntax: 'json' | 'xml'): EpcisDocument => ({
  kind: 'unknown',
  syntax,
  prefixes: {},
  definitions: {},
  vocabularies: [],
  header: {},
  extensions: {},
  ignoreFields: [],
});
