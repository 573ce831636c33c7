import { drain, flatMapSteps, type Steps } from '#core/kit/steps.ts';
import type { AcrossProblem } from './across-problem.ts';
import { checkPeople } from './check-people.ts';
import { checkSignals } from './check-signals.ts';
import { checkSites } from './check-sites.ts';
import { checkTwice } from './check-twice.ts';
import { mergeSteps } from './merge.ts';
import type { ScopeRecord } from './records.ts';
import { type WrittenFile, writtenScopes } from './written.ts';

/** Everything that is wrong between the parts of the files, and between them and what is stored. */
export const checkAcross = (
  files: readonly WrittenFile[],
  stored: readonly ScopeRecord[],
): readonly AcrossProblem[] => drain(checkAcrossSteps(files, stored));

/** The same in steps. */
export function* checkAcrossSteps(
  files: readonly WrittenFile[],
  stored: readonly ScopeRecord[],
): Steps<readonly AcrossProblem[]> {
  const written = files.flatMap(writtenScopes);
  const tenants = new Set(written.map(({ tenant }) => tenant));
  const all = yield* mergeSteps(stored, written);
  const merged = [...all.values()].filter(({ tenant }) => tenants.has(tenant));
  const sites = merged.filter(({ scope }) => scope === 'SITE');
  return [
    ...(yield* checkTwice(files, written)),
    ...(yield* flatMapSteps(sites, checkSites)),
    ...(yield* checkPeople(sites, 'people')),
    ...(yield* checkPeople(sites, 'devices')),
    ...(yield* checkSignals(merged)),
  ];
}
