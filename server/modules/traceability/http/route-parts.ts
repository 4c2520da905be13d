import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type NextPage, PAGE_DEFAULT, PAGE_MOST } from '../pages.ts';

/** `base`: path of the interface. `vendor`: version of this program. */
export type RouteOptions = { base: string; vendor: string };

/** More than the most is given as the most, as the standard allows. */
export const PageQuery = z.looseObject({
  perPage: z.coerce
    .number()
    .int()
    .min(1)
    .default(PAGE_DEFAULT)
    .transform((size) => Math.min(size, PAGE_MOST)),
  nextPageToken: z.string().max(200).optional(),
});

export function pageLink(
  reply: FastifyReply,
  path: string,
  query: Readonly<Record<string, string>>,
  perPage: number,
  { token, expiresAt }: NextPage,
): void {
  const search = new URLSearchParams({ ...query, perPage: String(perPage), nextPageToken: token });
  reply.header('Link', `<${path}?${search}>; rel="next"`);
  reply.header('GS1-Next-Page-Token-Expires', expiresAt.toISOString());
}
