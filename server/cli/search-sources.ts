import { organizationSearch } from '../kernel/organization/search-entries.ts';
import { regionSearch } from '../kernel/region/search-entries.ts';
import type { SearchSource } from '../kernel/search/index.ts';
import { planSearch } from '../modules/plans/index.ts';
import { workSearch } from '../modules/work/index.ts';

/** Everything that can be found. A module that brings something adds its source here. */
export const searchSources: readonly SearchSource[] = [regionSearch, organizationSearch, ...planSearch, ...workSearch];
