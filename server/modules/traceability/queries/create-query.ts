import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { authorize, type UserScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { EpcisException } from '../problems.ts';
import type { Parameters } from '../query/read-query.ts';
import { readDefinition } from './define-query.ts';

/** Letters and digits of any script: the name is part of an address. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._~-]{0,98}[\p{L}\p{M}\p{N}_~-])?$/u;
/** The one query that every repository has. */
const OWN = 'SimpleEventQuery';

/** Returns the name. @throws DuplicateNameException, QueryParameterException, QueryValidationException */
export async function createQuery(
  { db, clock }: Services,
  scope: UserScope,
  body: Readonly<Record<string, unknown>>,
  declared: Record<string, string>,
): Promise<string> {
  authorize(scope, 'trace.capture', scope.regionCode);
  const { name, query } = body;
  if (typeof name !== 'string' || !NAME.test(name))
    throw new EpcisException('QueryValidationException', {
      zh: 'name 须为 1 至 100 个字母、数字、点、下划线、波浪号或连字符，以字母或数字开头，不以点结尾',
      en: 'name is 1 to 100 letters, digits, dots, underscores, tildes or hyphens, begins with a letter or digit and ends with no dot',
    });
  if (typeof query !== 'object' || query === null || Array.isArray(query))
    throw new EpcisException('QueryValidationException', { zh: '缺少 query 对象', en: 'The object query is missing' });
  const extra = Object.keys(body).find((one) => !['name', 'query', '@context'].includes(one));
  if (extra !== undefined)
    throw new EpcisException('QueryValidationException', {
      zh: `未知字段 ${extra}：查询参数写在 query 中`,
      en: `Unknown field ${extra}: parameters of the query stand in query`,
    });
  const parameters: Parameters =
    body['@context'] === undefined ? { ...query } : { '@context': body['@context'], ...query };
  const definition = { parameters, declared };
  const taken = () =>
    new EpcisException('DuplicateNameException', { zh: `查询名 ${name}`, en: `The name ${name} is taken` });
  if (name === OWN) throw taken();
  try {
    await db.within(scope, async (tx) => {
      await readDefinition(tx, definition);
      await tx
        .insertInto('epcis_query')
        .values({
          name,
          query: JSON.stringify(definition),
          created_at: clock.now(),
          organization_id: scope.organizationId,
          region_code: scope.regionCode,
          created_by: scope.personId,
        })
        .execute();
      await recordAudit(tx, scope, clock, {
        action: 'trace.query.create',
        regionCode: scope.regionCode,
        object: { kind: 'epcis-query', id: name },
        summary: { zh: `新建追溯查询 ${name}`, en: `Created the traceability query ${name}` },
        details: { query: parameters },
      });
    });
  } catch (error) {
    // Also where the other query is of a region that the asker does not see: an address leads to one thing.
    if ((error as { code?: unknown }).code === '23505') throw taken();
    throw error;
  }
  return name;
}
