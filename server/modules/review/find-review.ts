import type { Review, ReviewSummary } from '../../../packages/contract/index.ts';
import { allows, permissions, reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { type DocumentPart, findPlanOfPart, getPart } from '../plans/index.ts';
import { type EventPayload, foldReview, type ReadPart, type ReviewEvent, type Reviewed } from './fold-review.ts';

/** The reviewed state of one part of a document, as who asks may see it. */
export async function getReview(tx: Tx, scope: Scope, documentId: string, part: number): Promise<Review> {
  const read = await getPart(tx, documentId, part);
  const reviewed = foldReview(readPartOf(read), await findEvents(tx, documentId, part));
  const may = (permission: 'plan.review' | 'plan.adopt') =>
    scope.kind === 'user' &&
    allows(scope.roles, permission) &&
    reaches(permissions[permission].reach, scope.regionCode, read.regionCode);
  return {
    ...(await summarize(tx, documentId, part, reviewed)),
    documentId,
    items: reviewed.items,
    mine: {
      review: may('plan.review'),
      adopt: may('plan.adopt'),
      personId: scope.kind === 'user' ? scope.personId : null,
    },
  };
}

export async function summarize(tx: Tx, documentId: string, part: number, reviewed: Reviewed): Promise<ReviewSummary> {
  return {
    part,
    version: reviewed.version,
    counts: reviewed.counts,
    confirmations: reviewed.confirmations.map(({ id, at, personId, actor }) => ({ id, at, personId, actor })),
    plan: await findPlanOfPart(tx, documentId, part),
  };
}

export const readPartOf = ({ document }: DocumentPart): ReadPart => ({
  targets: document.targets as ReadPart['targets'],
  tasks: document.tasks,
  findings: document.findings,
});

/** Everything that was decided about a part, in the order in which it happened. */
export async function findEvents(tx: Tx, documentId: string, part: number): Promise<ReviewEvent[]> {
  const rows = await tx
    .selectFrom('review_event as e')
    .innerJoin('organization as o', 'o.id', 'e.organization_id')
    .select(['e.id', 'e.item', 'e.kind', 'e.payload', 'e.undoes', 'e.at', 'e.person_id', 'e.actor', 'o.name'])
    .where('e.document_id', '=', documentId)
    .where('e.part', '=', part)
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    // An added item bears the number of the event that added it.
    item: row.kind === 'add' ? `${row.item}.+${row.id}` : row.item,
    kind: row.kind as ReviewEvent['kind'],
    payload: row.payload as EventPayload,
    undoes: row.undoes,
    at: row.at.toISOString(),
    personId: row.person_id,
    actor: row.actor,
    organization: row.name,
  }));
}
