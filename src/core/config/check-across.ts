import type { AcrossProblem } from './across-problem.ts';
import { checkPeople } from './check-people.ts';
import { checkSignals } from './check-signals.ts';
import { checkSites } from './check-sites.ts';
import { checkTwice } from './check-twice.ts';
import { mergeConfiguration } from './merge.ts';
import type { ScopeRecord } from './records.ts';
import { type WrittenFile, writtenScopes } from './written.ts';

/** Everything that is wrong between the parts of the files, and between them and what is stored. */
export function checkAcross(
  files: readonly WrittenFile[],
  stored: readonly ScopeRecord[],
): readonly AcrossProblem[] {
  const written = files.flatMap(writtenScopes);
  const tenants = new Set(written.map(({ tenant }) => tenant));
  const merged = [...mergeConfiguration(stored, written).values()].filter(({ tenant }) =>
    tenants.has(tenant),
  );
  const sites = merged.filter(({ scope }) => scope === 'SITE');
  return [
    ...checkTwice(files, written),
    ...sites.flatMap(checkSites),
    ...checkPeople(sites, 'people'),
    ...checkPeople(sites, 'devices'),
    ...checkSignals(merged),
  ];
}
