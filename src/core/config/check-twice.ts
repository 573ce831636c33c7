import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import { type AcrossProblem, problemAt } from './across-problem.ts';
import { outlineSite } from './outline.ts';
import { describeValue, placeOf } from './problem.ts';
import { recordKey } from './records.ts';
import type { WrittenFile, WrittenScope } from './written.ts';
import { writtenRunbooks } from './written-runbooks.ts';

/** Codes that are given twice where each must be one: tenants and clients in a file, sites in all files, lists inside a site, runbooks. */
export function* checkTwice(
  files: readonly WrittenFile[],
  written: readonly WrittenScope[],
): Steps<readonly AcrossProblem[]> {
  const sites = written.filter(({ scope }) => scope === 'SITE');
  return [...scopesTwice(written), ...(yield* flatMapSteps(sites, entriesTwice)), ...runbooksTwice(files)];
}

/** Several files may each write a part of a tenant; inside one file it is written once. */
function scopesTwice(written: readonly WrittenScope[]): readonly AcrossProblem[] {
  const seen = new Map<string, WrittenScope>();
  return written.flatMap((scope) => {
    if (scope.file.isBeside) return [];
    const key = scope.scope === 'SITE' ? recordKey(scope) : `${scope.file.name}: ${recordKey(scope)}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, scope);
      return [];
    }
    const place = first.file.columns === null ? placeOf(first.path) : 'another row';
    const where = first.file === scope.file ? place : `${first.file.name}, ${place}`;
    return [
      problemAt(scope, ['code'], describeValue(scope.code), `a code of its own: ${where} has this one`),
    ];
  });
}

function entriesTwice(site: WrittenScope): readonly AcrossProblem[] {
  const outline = outlineSite(site.fields);
  const codes = (list: readonly ({ readonly code: string } | null)[]) =>
    list.map((entry) => entry?.code ?? null);
  const twice = (inside: readonly (string | number)[], list: readonly (string | null)[]) =>
    repeated(list).map((index) =>
      problemAt(
        site,
        [...inside, index, 'code'],
        describeValue(list[index]),
        `a code that no other of the ${inside.at(-1)} has`,
      ),
    );
  return [
    ...twice(['people'], codes(outline.people)),
    ...twice(['devices'], codes(outline.devices)),
    ...twice(['tours'], codes(outline.tours)),
    ...outline.tours.flatMap((tour, index) =>
      twice(['tours', index, 'checkpoints'], codes(tour?.checkpoints ?? [])),
    ),
  ];
}

/** Positions of entries that came before. */
const repeated = (list: readonly (string | null)[]): readonly number[] => {
  const seen = new Set<string>();
  return list.flatMap((entry, index) => {
    if (entry === null) return [];
    if (seen.has(entry)) return [index];
    seen.add(entry);
    return [];
  });
};

function runbooksTwice(files: readonly WrittenFile[]): readonly AcrossProblem[] {
  const seen = new Set<string>();
  return files.flatMap((file) =>
    writtenRunbooks(file).flatMap(({ index, runbook: { finding_type: type } }) => {
      if (!seen.has(type)) {
        seen.add(type);
        return [];
      }
      const path = ['runbooks', index, 'finding_type'];
      return [{ file, problem: { path, found: describeValue(type), expected: 'one runbook for each type' } }];
    }),
  );
}
