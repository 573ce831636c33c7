import { type AcrossProblem, problemAt } from './across-problem.ts';
import type { MergedScope } from './merge.ts';
import { outlineSite } from './outline.ts';
import { type DocumentPath, describeValue } from './problem.ts';
import { didYouMean } from './spelling.ts';
import type { WrittenScope } from './written.ts';

/** What must hold inside one site once the written and the stored part of it are put together. */
export function checkSites(site: MergedScope): readonly AcrossProblem[] {
  const { written } = site;
  if (written === null) return [];
  return [...checkOwner(site, written), ...checkNeeded(site, written), ...checkReferences(site, written)];
}

function checkOwner({ stored }: MergedScope, written: WrittenScope): readonly AcrossProblem[] {
  if (stored === null || (stored.parent === written.parent && stored.tenant === written.tenant)) return [];
  const owner = `client ${stored.parent} of tenant ${stored.tenant}`;
  return [problemAt(written, ['code'], describeValue(written.code), `another code: ${owner} has this site`)];
}

function checkNeeded({ fields }: MergedScope, written: WrittenScope): readonly AcrossProblem[] {
  const missing = (name: string, expected: string) =>
    fields[name] === undefined ? [problemAt(written, [name], 'nothing', expected)] : [];
  const hasRadius =
    fields.geofence !== null && typeof fields.geofence === 'object' && 'radius_m' in fields.geofence;
  return [
    ...missing('name', 'the name of the site'),
    ...missing('timezone', 'the IANA time zone of the site, such as Europe/Berlin'),
    ...(hasRadius ? missing('location', 'the location around which radius_m is meant') : []),
  ];
}

function checkReferences({ fields }: MergedScope, written: WrittenScope): readonly AcrossProblem[] {
  const { people, shifts, devices } = outlineSite(fields);
  const known = new Set(people.flatMap((person) => person?.code ?? []));
  const unknown = (list: 'shifts' | 'devices', person: unknown, index: number) => {
    if (typeof person !== 'string' || known.has(person)) return [];
    const expected = didYouMean('the code of one of the people of this site', person, known);
    return [problemAt(written, placeInList(written, list, index), describeValue(person), expected)];
  };
  return [
    ...shifts.flatMap((shift, index) => unknown('shifts', shift?.person, index)),
    ...devices.flatMap((device, index) => unknown('devices', device?.person, index)),
  ];
}

/** Where the file breaks the reference: at the entry, or at the list of people that no longer holds a stored entry's person. */
const placeInList = ({ fields }: WrittenScope, list: string, index: number): DocumentPath =>
  fields[list] === undefined ? ['people'] : [list, index, 'person'];
