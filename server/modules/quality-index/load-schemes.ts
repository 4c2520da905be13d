/** The schemes that come with the program: read from `plans/schemes`, loaded where they are not yet there. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Message, RegionCode, SchemeContent } from '../../../packages/contract/index.ts';
import { openCase } from '../../kernel/lifecycle/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { addIndicators } from '../indicators/index.ts';
import { versionLifecycle } from './version-lifecycle.ts';

export const schemeFolder = join(import.meta.dirname, '../../../plans/schemes');

export const ShippedScheme = SchemeContent.extend({
  schema: z.literal('zhimai.index-scheme/1'),
  id: z.string(),
  name: Message,
  region: RegionCode,
  note: Message,
});

export function readSchemes(folder = schemeFolder) {
  return globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => {
      const parsed = ShippedScheme.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}

/** A shipped scheme is a proposal: it comes as a draft that the office makes its own. Loaded once. */
export async function loadSchemes({ db, clock }: Services, folder?: string): Promise<void> {
  const scope = systemScope('schemes');
  await db.within(scope, async (tx) => {
    for (const { schema: _, id, name, region, note, ...content } of readSchemes(folder)) {
      await addIndicators(tx, content.context);
      const added = await tx
        .insertInto('index_scheme')
        .values({
          id,
          region_code: region,
          name: name.zh,
          name_en: name.en,
          note: note.zh,
          note_en: note.en,
          created_at: clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!added) continue;
      const version = await tx
        .insertInto('index_version')
        .values({
          scheme_id: id,
          region_code: region,
          number: 1,
          content: JSON.stringify(content),
          author: 'system',
          created_at: clock.now(),
          changed_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const title = { zh: `${name.zh} 第 1 版`, en: `${name.en}, version 1` };
      await openCase(tx, scope, clock, versionLifecycle, { objectId: version.id, regionCode: region, title });
    }
  });
}
