/** Tells a robot of DingTalk or WeCom. The address is a stranger's: it is looked at after its name was resolved. */
import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { AppError } from '../error.ts';

export type WebhookRules = {
  /** `host` or `host:port` that the deployer vouches for: private addresses and plain HTTP are allowed there. */
  allowedHosts: readonly string[];
  resolve?: (host: string) => Promise<LookupAddress[]>;
  timeoutMs?: number;
};

const closed = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) // biome-ignore format: one table
  closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128], ['::1', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32],
  ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) // biome-ignore format: one table
  closed.addSubnet(net, bits, 'ipv6');

/** Is this an address of the open Internet? IPv4 inside IPv6 is looked at as IPv4. */
export function isOpenAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family !== 6) return false;
  const mapped = /^::(?:ffff:)?(?:0:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? mappedHex(address);
  return mapped ? !closed.check(mapped, 'ipv4') : !closed.check(address, 'ipv6');
}

/** `::ffff:7f00:1` is 127.0.0.1. */
function mappedHex(address: string): string | undefined {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const refuse = (zh: string, en: string): never => {
  throw new AppError('webhook.refused', { reason: { zh, en } });
};

export type CheckedAddress = { url: URL; address: string; family: 4 | 6 };

/** Throws `webhook.refused` with the reason. The address that was looked at is the one that will be connected to. */
export async function checkWebhook(text: string, rules: WebhookRules): Promise<CheckedAddress> {
  const url = URL.parse(text);
  if (!url) return refuse('不是完整的网址', 'it is not a full address');
  if (url.username || url.password) return refuse('网址不能带用户名', 'it must carry no user name');
  const trusted = rules.allowedHosts.some((host) => host === url.hostname || host === url.host);
  if (url.protocol !== 'https:' && !(trusted && url.protocol === 'http:'))
    return refuse('须以 https:// 开头', 'it must begin with https://');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const resolve = rules.resolve ?? ((name: string) => lookup(name, { all: true }));
  const found = await (isIP(host) ? Promise.resolve([{ address: host, family: isIP(host) }]) : resolve(host)).catch(
    () => [] as LookupAddress[],
  );
  if (found.length === 0) return refuse(`找不到主机 ${host}`, `the host ${host} is not found`);
  // One private address among several is enough to refuse: which one would be taken is not ours to guess.
  if (!trusted && !found.every(({ address }) => isOpenAddress(address)))
    return refuse(
      '指向内部网络；确需使用时请管理员登记该主机',
      'it leads into a private network; the deployer may allow its host',
    );
  const [first] = found;
  return { url, address: first!.address, family: first!.family === 6 ? 6 : 4 };
}

/** DingTalk's signing: the time and the secret, signed with the secret. */
export function signedUrl(url: URL, secret: string, now: Date): URL {
  const timestamp = String(now.getTime());
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
  return signed;
}

/** Throws `webhook.refused`, or `notice.send` when the robot does not take the text. */
export async function sendWebhook(
  target: { url: string; secret: string | null },
  content: string,
  now: Date,
  rules: WebhookRules,
): Promise<void> {
  const checked = await checkWebhook(target.url, rules);
  const url = target.secret ? signedUrl(checked.url, target.secret, now) : checked.url;
  const message = JSON.stringify({ msgtype: 'text', text: { content } });
  const { status, body } = await postTo({ ...checked, url }, message, rules);
  const failed = (reason: string): never => {
    throw new AppError('notice.send', { reason });
  };
  if (status < 200 || status >= 300) return failed(`HTTP ${status}`);
  const answer = parse(body);
  // Both vendors answer 200 and say in the body what was wrong.
  if (answer?.errcode !== undefined && Number(answer.errcode) !== 0)
    return failed(`errcode ${String(answer.errcode).slice(0, 20)}: ${String(answer.errmsg ?? '').slice(0, 200)}`);
}

function parse(body: string): { errcode?: unknown; errmsg?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // Another robot's answer: its status has said enough.
  }
}

/** JSON to an address that was looked at. Follows no redirection. Throws `notice.send` when there is no answer. */
export function postTo(
  { url, address, family }: CheckedAddress,
  body: string,
  rules: WebhookRules,
  headers: Readonly<Record<string, string>> = {},
) {
  return new Promise<{ status: number; body: string }>((done, fail) => {
    const lost = (error: Error) => fail(new AppError('notice.send', { reason: error.message }, { cause: error }));
    const options: RequestOptions = {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...headers,
        'content-length': Buffer.byteLength(body),
      },
      // The name is not resolved again: a second answer could be another one.
      lookup: (_host, asked, answer) =>
        (asked as { all?: boolean }).all
          ? (answer as unknown as (error: null, list: LookupAddress[]) => void)(null, [{ address, family }])
          : answer(null, address, family),
      signal: AbortSignal.timeout(rules.timeoutMs ?? 10_000),
      agent: false,
    };
    const call = (url.protocol === 'http:' ? requestPlain : requestSecure)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > 65_536) call.destroy(new Error('the answer is too long'));
        chunks.push(chunk);
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', lost);
    });
    call.on('error', lost);
    call.end(body);
  });
}
