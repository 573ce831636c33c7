import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import { type AcrossProblem, problemAt } from './across-problem.ts';
import type { MergedScope } from './merge.ts';
import { type CodedEntry, outlineSite } from './outline.ts';
import { describeValue } from './problem.ts';
import { sameValue } from './same-value.ts';

/** What is known of one code in a tenant: each field's value and the site that said it. */
type Known = Map<string, { readonly value: unknown; readonly site: string }>;

/** People and devices are one per code in a tenant: two sites may list the same one, but not with different fields (DECISIONS 11). */
export function* checkPeople(
  sites: readonly MergedScope[],
  list: 'people' | 'devices',
): Steps<readonly AcrossProblem[]> {
  const known = new Map<string, Known>();
  const isWritten = (site: MergedScope) => site.written?.fields[list] !== undefined;
  const storedFirst = [...sites.filter((site) => !isWritten(site)), ...sites.filter(isWritten)];
  return yield* flatMapSteps(storedFirst, (site) =>
    outlineSite(site.fields)[list].flatMap((entry, index) => {
      if (entry === null) return [];
      const key = JSON.stringify([site.tenant, entry.code]);
      const before = known.get(key) ?? new Map();
      known.set(key, before);
      return conflictsOf(site, list, index, entry, before);
    }),
  );
}

function conflictsOf(
  { code: site, written }: MergedScope,
  list: 'people' | 'devices',
  index: number,
  entry: CodedEntry,
  known: Known,
): readonly AcrossProblem[] {
  return Object.entries(entry).flatMap(([field, value]) => {
    const before = known.get(field);
    if (before === undefined) known.set(field, { value, site });
    if (before === undefined || written === null || before.site === site) return [];
    if (sameValue(before.value, value)) return [];
    const expected = `${describeValue(before.value)}, as at site ${before.site}`;
    return [problemAt(written, [list, index, field], describeValue(value), expected)];
  });
}
