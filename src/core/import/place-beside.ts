import type { Fields, MergedScope } from '#core/config/merge.ts';
import { describeValue, type FileProblem } from '#core/config/problem.ts';
import { closestWord } from '#core/config/spelling.ts';
import type { WrittenFile } from '#core/config/written.ts';
import type { SiteEntry } from './site-entry.ts';

/** A file that says more of sites that are configured already, with what the person says where the file does not. */
export type BesideFile = {
  readonly name: string;
  readonly entries: readonly SiteEntry[];
  readonly site: string | null;
  readonly person: string | null;
};

/** The same as documents that are laid over the sites, and what of it fits none. */
export type PlacedBeside = {
  readonly files: readonly WrittenFile[];
  readonly problems: readonly FileProblem[];
};

type Named = { readonly entry: SiteEntry; readonly file: BesideFile; readonly site: MergedScope };
type What = Exclude<SiteEntry['what'], null>;

const COLUMN: Readonly<Record<What, string>> = {
  geofence: 'geofence',
  shifts: 'shifts',
  maintenance: 'audit.maintenance_windows',
};

/**
 * Finds the site and the person of every entry. A fence replaces the fence of its site, maintenance the windows of its site, and shifts
 * those of the people that they name there: a list that is written is complete (DECISIONS 33). `sites` are those that may be named, as they
 * would be after the other files.
 */
export function placeBeside(files: readonly BesideFile[], sites: readonly MergedScope[]): PlacedBeside {
  const problems: FileProblem[] = [];
  const find = createFinder(sites);
  const named = files.flatMap((file) =>
    file.entries.flatMap((entry): readonly Named[] => {
      const found = find(entry, file);
      if ('site' in found) return [{ entry, file, site: found.site }];
      problems.push(found);
      return [];
    }),
  );
  const written = (['geofence', 'shifts', 'maintenance'] as const).flatMap((what) => {
    const ofKind = named.filter(({ entry }) => entry.what === what);
    const bySite = Map.groupBy(ofKind, ({ site }) => site);
    const documents = [...bySite].map(([site, all]) => ({
      site,
      fields: fieldsOf(what, site, all, problems),
    }));
    return documents.length === 0 ? [] : [fileOf(ofKind, COLUMN[what], documents)];
  });
  return { files: written, problems };
}

/** The site of an entry by code, else by the only name that is the same; or what is wrong. */
function createFinder(sites: readonly MergedScope[]) {
  const byCode = new Map(sites.map((site) => [site.code, site]));
  const byName = Map.groupBy(sites, ({ fields }) => nameOf(fields));
  return (entry: SiteEntry, file: BesideFile): { readonly site: MergedScope } | FileProblem => {
    if (entry.what === null)
      return problemOf(
        file,
        entry,
        'CATEGORIES',
        'no category',
        'SHIFTS or MAINTENANCE',
        'Say --use shifts or --use maintenance.',
      );
    const wanted = [entry.site, file.site].filter((each) => each !== null);
    for (const each of wanted) {
      const alike = byName.get(each.toLowerCase()) ?? [];
      const site = byCode.get(each) ?? (alike.length === 1 ? alike[0] : undefined);
      if (site !== undefined) return { site };
    }
    const [first] = wanted;
    const meant = first === undefined ? null : closestWord(first, byCode.keys());
    const fix =
      meant === null ? 'Say --site CODE, or import the site first.' : `Write ${meant}, or say --site CODE.`;
    return problemOf(file, entry, 'site', first ?? null, 'the code or the name of a site', fix);
  };
}

function fieldsOf(what: What, site: MergedScope, all: readonly Named[], problems: FileProblem[]): Fields {
  if (what === 'geofence') {
    const [, second] = all;
    if (second !== undefined)
      problems.push(
        problemOf(
          second.file,
          second.entry,
          'site',
          site.code,
          'one fence for each site',
          'Make one MultiPolygon of them.',
        ),
      );
    return { geofence: all[0]?.entry.value };
  }
  if (what === 'maintenance') {
    const maintenance_windows = all.map(({ entry }) => ({ ...entry.value, reason: entry.title }));
    return { audit: { maintenance_windows } };
  }
  const shifts = all.flatMap((each) => shiftOf(each, problems) ?? []);
  const replaced = new Set(shifts.map(({ person }) => person));
  const others = listOf(site.fields.shifts).filter((shift) => !replaced.has(Reflect.get(shift, 'person')));
  return { shifts: [...others, ...shifts] };
}

function shiftOf({ entry, file, site }: Named, problems: FileProblem[]) {
  const people = listOf(site.fields.people);
  const wanted = [...entry.people, ...(file.person === null ? [] : [file.person])];
  for (const each of wanted) {
    const known = people.find((person) => Reflect.get(person, 'code') === each) ?? onlyNamed(people, each);
    const person: unknown = known === undefined ? undefined : Reflect.get(known, 'code');
    if (typeof person === 'string') return { person, ...entry.value };
  }
  const expected = `the code or the name of one of the people of site ${site.code}`;
  problems.push(
    problemOf(
      file,
      entry,
      'ATTENDEE',
      wanted[0] ?? null,
      expected,
      'Say --person CODE, or add the person to the site.',
    ),
  );
  return null;
}

const onlyNamed = (people: readonly object[], name: string): object | undefined => {
  const alike = people.filter((person) => nameOf({ ...person }) === name.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
};

const nameOf = ({ name }: Fields): string => (typeof name === 'string' ? name.trim().toLowerCase() : '');

const listOf = (value: unknown): readonly object[] =>
  Array.isArray(value) ? value.filter((entry: unknown) => entry !== null && typeof entry === 'object') : [];

function fileOf(
  all: readonly Named[],
  column: string,
  documents: readonly { readonly site: MergedScope; readonly fields: Fields }[],
): WrittenFile {
  const tenants = [...Map.groupBy(documents, ({ site }) => site.tenant)].map(([tenant, inTenant]) => ({
    code: tenant,
    clients: [...Map.groupBy(inTenant, ({ site }) => site.parent ?? '')].map(([client, inClient]) => ({
      code: client,
      sites: inClient.map(({ site, fields }) => ({ code: site.code, ...fields })),
    })),
  }));
  const names = [...new Set(all.map(({ file }) => file.name))];
  return { name: names.join(', '), document: { version: 1, tenants }, columns: [column], isBeside: true };
}

const problemOf = (
  file: BesideFile,
  { at }: SiteEntry,
  field: string,
  found: string | null,
  expected: string,
  fix: string,
): FileProblem => ({
  file: file.name,
  place: `line ${at.line}, column ${at.column}`,
  line: at.line,
  column: at.column,
  field,
  found: found === null ? 'nothing' : describeValue(found),
  expected,
  fix,
});
