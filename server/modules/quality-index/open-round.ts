import { sql } from 'kysely';
import type { NewRound } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { notifyPerson } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import type { RoundNodes } from './rounds.ts';
import { getScheme, getStoredVersion } from './rows.ts';

/** People that the office of a region may invite: with a post there or below. */
export async function findCandidates(
  tx: Tx,
  regionCode: string,
  day: string,
): Promise<{ id: string; name: string; organization: string }[]> {
  const { rows } = await sql<{ id: string; name: string; organization: string }>`
    select person_id as id, name, organization from index_candidates(${regionCode}, ${day}) order by organization, name`.execute(
    tx,
  );
  return rows;
}

/** Invites people to weigh the children of some nodes of a draft. Returns the round's id. */
export async function openRound(
  { db, clock }: Services,
  scope: UserScope,
  versionId: string,
  wanted: NewRound,
): Promise<string> {
  return db.within(scope, async (tx) => {
    const version = await getStoredVersion(tx, versionId);
    authorize(scope, 'index.edit', version.region_code);
    if (version.state !== 'draft') throw new AppError('index.not-draft');
    const day = today(clock);
    if (wanted.closesOn < day)
      throw new AppError('input.invalid', {
        field: 'closesOn',
        problem: { zh: `须不早于 ${day}`, en: `not before ${day}` },
      });
    const nodes = wanted.nodes.map((code): RoundNodes[number] => {
      const node = version.content.nodes.find((own) => own.code === code);
      const children = version.content.nodes.filter(({ parent }) => parent === code);
      if (!node || children.length < 2 || (wanted.method === 'ahp' && children.length > 15))
        throw new AppError('input.invalid', {
          field: 'nodes',
          problem: { zh: `${code} 须有 2 至 15 个下级`, en: `${code} needs 2 to 15 children` },
        });
      const named = ({ code, name, nameEn }: typeof node) => ({ code, name, nameEn });
      return { ...named(node), children: children.map(named) };
    });
    const asked = new Set(wanted.experts);
    const people = (await findCandidates(tx, version.region_code, day)).filter(({ id }) => asked.has(id));
    const missing = wanted.experts.find((id) => !people.some((person) => person.id === id));
    if (missing) throw new AppError('not-found', { what: missing });
    const { id } = await tx
      .insertInto('index_round')
      .values({
        version_id: versionId,
        region_code: version.region_code,
        title: wanted.title,
        method: wanted.method,
        nodes: JSON.stringify(nodes),
        opens_on: day,
        closes_on: wanted.closesOn,
        opened_by: scope.displayName,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('index_expert')
      .values(
        people.map((person) => ({
          round_id: id,
          person_id: person.id,
          region_code: version.region_code,
          name: person.name,
          organization: person.organization,
        })),
      )
      .execute();
    const scheme = await getScheme(tx, version.scheme_id);
    const title = { zh: `${scheme.name}：${wanted.title}`, en: `${scheme.name_en}: ${wanted.title}` };
    for (const person of people)
      await notifyPerson(tx, clock, person.id, {
        kind: 'index.round',
        title: {
          zh: `请评议权重（${wanted.closesOn} 截止）：${title.zh}`,
          en: `Please weigh, until ${wanted.closesOn}: ${title.en}`,
        },
        link: `/index/rounds/${id}`,
        object: { kind: 'index-round', id },
      });
    await recordAudit(tx, scope, clock, {
      action: 'index.round',
      regionCode: version.region_code,
      object: { kind: 'index-round', id },
      summary: { zh: `发起权重评议：${title.zh}`, en: `Opened a weighting round: ${title.en}` },
      details: { method: wanted.method, nodes: wanted.nodes, experts: people.length, closesOn: wanted.closesOn },
    });
    return id;
  });
}
