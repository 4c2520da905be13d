/**
 * A large table of people is imported as a job: all of it or nothing, as a small one, but with progress. The first
 * passwords wait for whoever asked, sealed with a key that the answer to the request gave and that is kept nowhere else.
 */
import { sql } from 'kysely';
import type { NewPersonInput, PeopleImport } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import { enqueueJob, type JobKind, type JobResult } from '../jobs/index.ts';
import { authorize, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import type { TableFile } from '../tabular/import-table.ts';
import { readPeople, writePeople } from './import-people.ts';
import { newSealPair, open, type Sealed, seal } from './seal.ts';

export const JOB_PEOPLE = 500;
const KIND = 'person.import';
type Payload = { name: string; wanted: NewPersonInput[]; lock: string };

/** Checks the table; imports it at once, or, a large one, enqueues it. Faults are found before anything is asked for. */
export async function takePeople(
  services: Services,
  scope: UserScope,
  file: TableFile & { dryRun: boolean },
  most = JOB_PEOPLE,
): Promise<PeopleImport> {
  const { answer, wanted } = await readPeople(services, scope, file);
  if (answer.errors.length > 0 || file.dryRun || wanted.length === 0) return answer;
  if (wanted.length <= most) return { ...answer, passwords: await writePeople(services, scope, file.name, wanted) };
  const { lock, key } = newSealPair();
  const payload: Payload = { name: file.name, wanted, lock };
  const id = await services.db.within(scope, (tx) =>
    enqueueJob(tx, scope, services.clock, {
      kind: KIND,
      title: {
        zh: `导入人员：${file.name}（${wanted.length} 人）`,
        en: `Import people: ${file.name} (${wanted.length})`,
      },
      regionCode: scope.regionCode,
      payload,
    }),
  );
  return { ...answer, job: { id, key } };
}

/** Not tried again when it fails: what is wrong then, as a name taken meanwhile, does not get better. */
export const peopleImportJob = (): JobKind<Payload> => ({
  kind: KIND,
  run: async ({ services, scope, id, payload, progress }) => {
    authorize(scope, 'person.manage');
    // The server may have ended after the people were there, before the job was: what was written then stands.
    const before = await services.db.within(scope, (tx) => findResult(tx, id));
    if (before) return before;
    let result: JobResult | undefined;
    await writePeople(services, scope, payload.name, payload.wanted, progress, async (tx, passwords) => {
      result = {
        message: {
          zh: `新增 ${passwords.length} 人；首次密码由导入人在原浏览器领取一次`,
          en: `${passwords.length} people added; the first passwords are fetched once, in the browser that asked`,
        },
        link: `/people?import=${id}`,
        facts: { added: passwords.length, sealed: seal(payload.lock, JSON.stringify(passwords)) },
      };
      await tx
        .updateTable('job')
        .set({ result: JSON.stringify(result) })
        .where('id', '=', id)
        .execute();
    });
    return result!;
  },
});

const findResult = async (tx: Tx, id: string): Promise<JobResult | null> => {
  const row = await tx.selectFrom('job').select('result').where('id', '=', id).executeTakeFirst();
  return (row?.result as JobResult | null | undefined) ?? null;
};

/** The first passwords of a job, once. Throws `not-found` for another's job or a wrong key, and when they were fetched. */
export async function fetchPasswords(
  { db }: Services,
  scope: UserScope,
  { job, key }: { job: string; key: string },
): Promise<PeopleImport['passwords']> {
  authorize(scope, 'person.manage');
  return db.within(scope, async (tx) => {
    const row = await tx
      .selectFrom('job')
      .select('result')
      .where('id', '=', job)
      .where('kind', '=', KIND)
      .where('person_id', '=', scope.personId)
      .where('state', '=', 'done')
      .forUpdate()
      .executeTakeFirst();
    const sealed = (row?.result as { facts?: { sealed?: Sealed } } | undefined)?.facts?.sealed;
    const words = sealed && open(key, sealed);
    if (words === undefined) throw new AppError('not-found', { what: job });
    await tx.updateTable('job').set({ result: sql`result #- '{facts,sealed}'` }).where('id', '=', job).execute();
    return JSON.parse(words) as PeopleImport['passwords'];
  });
}
