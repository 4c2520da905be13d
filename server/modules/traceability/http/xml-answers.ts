/** The few answers of the REST binding in XML that are not documents of events. */
import type { ProblemBody } from '../problems.ts';

const EPCIS = 'urn:epcglobal:epcis:xsd:2';
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 cannot hold is left out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => signs[sign]!);

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const fields = (body: object) =>
  Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');

export const problemXml = (body: ProblemBody): string =>
  `${HEAD}<epcis:EPCISException xmlns:epcis="${EPCIS}">${fields(body)}</epcis:EPCISException>\n`;

export type CaptureAnswer = {
  captureID: string;
  createdAt: string;
  finishedAt?: string;
  running: boolean;
  success: boolean;
  captureErrorBehaviour: string;
  errors: ProblemBody[];
};
const captureElement = ({ captureID, running, success, errors, ...rest }: CaptureAnswer) =>
  `<epcis:EPCISCaptureJob xmlns:epcis="${EPCIS}" captureID="${escapeXml(captureID)}" running="${running}" success="${success}">` +
  `${fields(rest)}<errors>${errors.map((one) => `<error>${fields(one)}</error>`).join('')}</errors></epcis:EPCISCaptureJob>`;

export const captureXml = (job: CaptureAnswer): string => `${HEAD}${captureElement(job)}\n`;
export const captureListXml = (jobs: readonly CaptureAnswer[]): string =>
  `${HEAD}<epcis:EPCISCaptureJobList xmlns:epcis="${EPCIS}">${jobs.map(captureElement).join('')}</epcis:EPCISCaptureJobList>\n`;
export const collectionXml = (members: readonly string[]): string =>
  `${HEAD}<epcis:Collection xmlns:epcis="${EPCIS}">${members.map((one) => `<member>${escapeXml(one)}</member>`).join('')}</epcis:Collection>\n`;
