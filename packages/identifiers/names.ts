/**
 * Identifiers that are names with parts: OID, Handle, MA, Ecode. What their rules say publicly is checked; the rest is
 * handed on as it is, and `checked` says which of the two it was.
 */

export type NameAnswer =
  | { ok: true; normalised: string; parts: Record<string, string>; checked: boolean }
  | { ok: false; at: number };

const MAX = 512;

/**
 * Object identifiers (ITU-T X.660, GB/T 26231): arcs of numbers; the first is 0, 1 or 2, the second below 40 under the
 * first two, no zero leads. GB/T 26231 also has arcs of letters and Chinese signs below a numeric head: handed on.
 * Undefined: not meant as an OID.
 */
export function readOid(text: string): NameAnswer | undefined {
  const head = /^(?:urn:oid:|oid[:.=])/i.exec(text)?.[0] ?? '';
  const body = text.slice(head.length);
  if (text.length > MAX || (head === '' && !/^(?:1\.2\.156|2\.16\.156)(?:\.|$)/.test(body))) return undefined;
  const arcs = body.split('.');
  let at = head.length;
  let numeric = true;
  for (const [index, arc] of arcs.entries()) {
    const isNumber = /^(?:0|[1-9]\d*)$/.test(arc);
    if (index < 3 ? !isNumber : !isNumber && !/^[A-Za-z\p{Script=Han}][\w\p{Script=Han}-]*$/u.test(arc))
      return { ok: false, at };
    if (index === 0 && Number(arc) > 2) return { ok: false, at };
    if (index === 1 && Number(arcs[0]) < 2 && Number(arc) > 39) return { ok: false, at };
    numeric &&= isNumber;
    at += arc.length + 1;
  }
  if (arcs.length < 3) return { ok: false, at: text.length };
  const root = arcs.slice(0, 3).join('.');
  const country: Record<string, string> = root === '1.2.156' || root === '2.16.156' ? { country: 'CN' } : {};
  return {
    ok: true,
    normalised: `urn:oid:${body}`,
    parts: { root, ...country, arcs: arcs.slice(3).join('.') },
    checked: numeric,
  };
}

const HANDLE_HEADS = new Set(['10', '20', '21', '86', '88']);
const HANDLE_PROXY = /^https?:\/\/(?:hdl\.handle\.net|(?:dx\.)?doi\.org)\//i;

/**
 * Handles (RFC 3650, RFC 3651; in China also of the industrial internet, GB/T 42025): naming authority of numbers and
 * points, a slash, a local name of any signs. Without `hdl:` only under heads that are handed out for it.
 */
export function readHandle(text: string): NameAnswer | undefined {
  if (text.length > MAX) return undefined;
  const head = /^(?:hdl:|info:hdl\/|doi:)/i.exec(text)?.[0] ?? HANDLE_PROXY.exec(text)?.[0] ?? '';
  const body = text.slice(head.length);
  const slash = body.indexOf('/');
  const authority = body.slice(0, Math.max(0, slash));
  if (head === '' && !(HANDLE_HEADS.has(authority.split('.')[0]!) && authority.includes('.'))) return undefined;
  if (!/^\d+(?:\.[0-9A-Za-z]+)*$/.test(authority)) return head === '' ? undefined : { ok: false, at: head.length };
  const name = body.slice(slash + 1);
  if (name === '' || /\s/.test(name)) return { ok: false, at: head.length + slash + 1 };
  return { ok: true, normalised: `hdl:${authority}/${name}`, parts: { authority, name }, checked: true };
}

/**
 * MA codes (issuing agency MA of ISO/IEC 15459): the agency, an ISO 3166-1 country of three digits, then levels of the
 * issuer's own. Only agency and country have a public rule; the levels are handed on.
 */
export function readMa(text: string): NameAnswer | undefined {
  const parts = /^MA\.(\d{3})((?:[./][0-9A-Za-z_-]+)+)$/i.exec(text.slice(0, MAX + 1));
  if (text.length > MAX || !/^MA\.\d/i.test(text)) return undefined;
  if (parts === null) return { ok: false, at: 3 };
  const [, country, levels] = parts as unknown as [string, string, string];
  return {
    ok: true,
    normalised: `MA.${country}${levels}`,
    parts: { agency: 'MA', country, levels: levels.slice(1) },
    checked: false,
  };
}

/**
 * Ecode (GB/T 31866-2023): version, identifier of the numbering scheme, master data. The lengths by version are not
 * published freely, so a marked Ecode is recognised and handed on whole.
 */
export function readEcode(text: string): NameAnswer | undefined {
  const head = /^(?:ecode[:=]|urn:ecode:)/i.exec(text)?.[0];
  if (head === undefined || text.length > MAX) return undefined;
  const code = text.slice(head.length);
  if (!/^\d[!-~]{4,}$/.test(code)) return { ok: false, at: head.length };
  return { ok: true, normalised: `Ecode:${code}`, parts: { version: code[0]!, code }, checked: false };
}
