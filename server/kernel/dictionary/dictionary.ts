import type { Dictionary, DictionaryQuery, Term } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';

/** Lists that the program uses, with the words that ship with it: a deployer's changes of them stay. */
export const lists: Record<string, { zh: string; en: string; terms: [code: string, zh: string, en: string][] }> = {
  'reason.extend': {
    zh: '延期理由',
    en: 'Reasons for more time',
    terms: [
      ['policy-change', '上级政策或标准调整', 'A policy or standard above has changed'],
      ['funding', '经费未到位', 'Funds have not arrived'],
      ['coordination', '需其他单位配合，尚未完成', 'Waiting for another unit'],
      ['procurement', '采购或招标程序未完成', 'Procurement is not finished'],
      ['force-majeure', '自然灾害等不可抗力', 'Force majeure'],
    ],
  },
  'reason.return': {
    zh: '退回理由',
    en: 'Reasons for sending back',
    terms: [
      ['evidence', '佐证材料不足', 'Evidence is missing'],
      ['figures', '数据与佐证不一致', 'Figures and evidence differ'],
      ['scope', '未覆盖任务全部要求', 'Not all that the task asks for is covered'],
    ],
  },
};

/** Terms by list in their order; with a day only those that are valid on it. */
export async function findDictionary(tx: Tx, scope: Scope, query: DictionaryQuery): Promise<Dictionary> {
  authorize(scope, 'dictionary.read');
  let select = tx.selectFrom('dictionary_term').selectAll().orderBy('list').orderBy('position').orderBy('code');
  if (query.list) select = select.where('list', '=', query.list);
  const rows = await select.execute();
  const valid = (row: (typeof rows)[number]) =>
    !query.asOf || ((row.valid_from ?? '') <= query.asOf && (row.valid_to ?? '9999-12-31') >= query.asOf);
  const byList = Map.groupBy(rows.filter(valid), (row) => row.list);
  return {
    lists: Object.entries(lists)
      .filter(([list]) => !query.list || list === query.list)
      .map(([list, { zh, en }]) => ({
        list,
        zh,
        en,
        terms: (byList.get(list) ?? []).map((row) => ({
          list: row.list,
          code: row.code,
          zh: row.zh,
          en: row.en,
          position: row.position,
          validFrom: row.valid_from,
          validTo: row.valid_to,
        })),
      })),
  };
}

/** Adds a term or changes it. Throws `scope.outside` below the province, `not-found` for a list that nothing uses. */
export async function saveTerm(tx: Tx, scope: Scope, clock: Clock, term: Term): Promise<void> {
  authorize(scope, 'dictionary.manage');
  if (scope.kind === 'user' && !scope.regionCode.endsWith('0000'))
    throw new AppError('scope.outside', { region: { zh: '全省词表', en: 'the dictionary of the province' } });
  if (!lists[term.list]) throw new AppError('not-found', { what: term.list });
  if (term.validFrom && term.validTo && term.validTo < term.validFrom)
    throw new AppError('input.invalid', { field: 'validTo', problem: `${term.validTo} < ${term.validFrom}` });
  const values = {
    zh: term.zh,
    en: term.en,
    position: term.position,
    valid_from: term.validFrom,
    valid_to: term.validTo,
    updated_at: clock.now(),
    updated_by: scope.kind === 'user' ? scope.displayName : 'system',
  };
  await tx
    .insertInto('dictionary_term')
    .values({ list: term.list, code: term.code, ...values })
    .onConflict((conflict) => conflict.columns(['list', 'code']).doUpdateSet(values))
    .execute();
  await recordAudit(tx, scope, clock, {
    action: 'dictionary.save',
    regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
    object: { kind: 'term', id: `${term.list}/${term.code}` },
    summary: { zh: `词表：${term.zh}`, en: `Dictionary: ${term.en}` },
    details: { ...term },
  });
}

/** Brings the words that ship with the program, each once: what the deployer has changed since stays. */
export async function loadDictionary({ db, clock }: Services): Promise<void> {
  const rows = Object.entries(lists).flatMap(([list, { terms }]) =>
    terms.map(([code, zh, en], index) => ({
      list,
      code,
      zh,
      en,
      position: (index + 1) * 10,
      updated_at: clock.now(),
      updated_by: 'system',
    })),
  );
  await db.within(systemScope('load-dictionary'), (tx) =>
    tx
      .insertInto('dictionary_term')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}
