/** `search rebuild`: writes the search index anew from what the modules say can be found of them. */
import { AppError } from '../kernel/error.ts';
import { rebuildSearch } from '../kernel/search/index.ts';
import { readArguments } from './arguments.ts';
import { searchSources } from './search-sources.ts';
import { readSettings } from './settings.ts';

export async function runSearch(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'rebuild') throw new AppError('usage', { problem: `search ${verb ?? ''}` });
  readArguments(rest, {}, { min: 0, max: 0 });
  const { openServices } = await import('./open-services.ts');
  const { services, database } = await openServices(readSettings());
  try {
    const counts = await rebuildSearch(services, searchSources);
    for (const [kind, count] of Object.entries(counts)) process.stdout.write(`  ${kind.padEnd(14)}${count}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
