/** Headers of the REST binding: versions, formats of identifiers and words, media types. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CAPTURE_BYTES, CAPTURE_EVENTS } from '../capture/limits.ts';
import { EpcisException } from '../problems.ts';

export const VERSION = '2.0.0';
const OLDEST_READ = '1.2.0';
export const URL_LIMIT = 8000;

export const epcFormats = ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] as const;
export type EpcFormat = (typeof epcFormats)[number];
export const wordFormats = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const;
export type Media = 'json' | 'xml';

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
};

/** Before anything else is looked at: can this client be answered at all? */
export function checkVersions(request: FastifyRequest): void {
  for (const name of ['GS1-EPCIS', 'GS1-CBV']) {
    const [least, most, is] = ['-Min', '-Max', '-Version'].map((part) => readVersion(request, `${name}${part}`));
    if ((least && compare(least, VERSION) > 0) || (most && compare(most, VERSION) < 0))
      refuse(`${name}：这里使用 ${VERSION}`, `${name}: this repository speaks ${VERSION}`);
    // What is sent may be older: 1.2 is read.
    if (is && (compare(is, VERSION) > 0 || compare(is, OLDEST_READ) < 0))
      refuse(
        `${name}-Version：可读 ${OLDEST_READ} 至 ${VERSION}`,
        `${name}-Version: ${OLDEST_READ} to ${VERSION} are read`,
      );
  }
}

function readVersion(request: FastifyRequest, name: string): string | undefined {
  const value = headerOf(request, name);
  if (value === undefined) return undefined;
  if (!/^\d+(\.\d+)*$/.test(value)) refuse(`${name}：“${value}”不是版本号`, `${name}: “${value}” is no version`);
  return value;
}
function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(x!.length, y!.length); i++) {
    const difference = (x![i] ?? 0) - (y![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
function refuse(zh: string, en: string): never {
  throw new EpcisException('NotAcceptableException', { zh, en });
}

/**
 * In which form EPCs leave. Digital Links cannot be turned into URNs without the length of each company prefix, which is in
 * neither: that form is refused, not guessed.
 */
export function epcFormatOf(request: FastifyRequest): EpcFormat {
  const value = headerOf(request, 'GS1-EPC-Format');
  if (value === undefined) return 'Always_GS1_Digital_Link';
  const format = epcFormats.find((one) => one === value);
  if (!format || format === 'Always_EPC_URN')
    return refuse(
      `GS1-EPC-Format：不支持“${value}”（可用 Always_GS1_Digital_Link、Never_Translates、No_Preference）`,
      `GS1-EPC-Format: “${value}” is not supported (there are Always_GS1_Digital_Link, Never_Translates, No_Preference)`,
    );
  return format;
}
export function wordFormatOf(request: FastifyRequest): 'web' | 'urn' {
  const value = headerOf(request, 'GS1-CBV-XML-Format');
  if (value !== undefined && !(wordFormats as readonly string[]).includes(value))
    refuse(`GS1-CBV-XML-Format：没有“${value}”`, `GS1-CBV-XML-Format: there is no “${value}”`);
  return value === 'Always_URN' ? 'urn' : 'web';
}

/** `ex=https://ns.example.com/epcis/, …`: prefixes that the client uses in the names of its query. */
export function extensionsOf(request: FastifyRequest): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of (headerOf(request, 'GS1-Extensions') ?? '').split(',')) {
    const [, prefix, namespace] = /^\s*([A-Za-z][\w.-]*)=(\S+)\s*$/.exec(part) ?? [];
    if (prefix !== undefined) found[prefix] = namespace!;
  }
  return found;
}

/** What the client takes, in its order of preference; JSON where it does not mind. */
export function answerMedia(request: FastifyRequest): Media {
  const accept = headerOf(request, 'accept');
  if (!accept) return 'json';
  const wanted = accept
    .split(',')
    .map((part) => {
      const [type = '', ...options] = part.split(';').map((one) => one.trim().toLowerCase());
      const weight = Number(options.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
      return { type, weight: Number.isNaN(weight) ? 0 : weight };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { type } of wanted) {
    if (['*/*', 'application/*', 'application/json', 'application/ld+json', 'application/problem+json'].includes(type))
      return 'json';
    if (['application/xml', 'text/xml', 'application/problem+xml', 'text/*'].includes(type)) return 'xml';
  }
  return refuse(`不能以 ${accept} 答复`, `It cannot be answered as ${accept}`);
}

/** For what the standard has in JSON only. */
export function jsonOnly(request: FastifyRequest): void {
  const accept = headerOf(request, 'accept');
  // An XML client is answered as long as it takes JSON as well.
  if (accept && answerMedia(request) === 'xml' && !/\*\/\*|application\/(?:\*|json|ld\+json)/.test(accept))
    refuse('这里只以 application/json 答复', 'This is answered as application/json only');
}

/** What was sent. @throws UnsupportedMediaTypeException */
export function sentMedia(request: FastifyRequest): Media {
  const type = (headerOf(request, 'content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'application/json' || type === 'application/ld+json') return 'json';
  if (type === 'application/xml' || type === 'text/xml') return 'xml';
  throw new EpcisException('UnsupportedMediaTypeException', {
    zh: `“${type}”；可用 application/json、application/ld+json、application/xml`,
    en: `“${type}”; application/json, application/ld+json and application/xml are read`,
  });
}

/** On every answer. */
export function sayVersions(reply: FastifyReply, prefixes: Readonly<Record<string, string>> = {}): void {
  reply.header('GS1-EPCIS-Version', VERSION).header('GS1-CBV-Version', VERSION);
  const extensions = Object.entries(prefixes).filter(
    ([, namespace]) => /^[!-~]+$/.test(namespace) && !namespace.includes(','),
  );
  if (extensions.length > 0)
    reply.header(
      'GS1-Extensions',
      extensions
        .slice(0, 20)
        .map(([prefix, namespace]) => `${prefix}=${namespace}`)
        .join(','),
    );
}

/** What OPTIONS answers. */
export function sayAbilities(reply: FastifyReply, allow: string, vendor: string): void {
  sayVersions(reply);
  reply
    .header('Allow', allow)
    .header('GS1-EPCIS-Min', OLDEST_READ)
    .header('GS1-EPCIS-Max', VERSION)
    .header('GS1-CBV-Min', OLDEST_READ)
    .header('GS1-CBV-Max', VERSION)
    .header('GS1-EPC-Format', 'Always_GS1_Digital_Link')
    .header('GS1-CBV-XML-Format', 'Always_Web_URI')
    .header('GS1-Vendor-Version', vendor);
}
export function sayLimits(reply: FastifyReply): void {
  reply
    .header('GS1-EPCIS-Capture-Limit', CAPTURE_EVENTS)
    .header('GS1-EPCIS-Capture-File-Size-Limit', CAPTURE_BYTES)
    .header('GS1-Capture-Error-Behaviour', 'rollback');
}
