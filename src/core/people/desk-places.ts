import type { Site } from '../model/site.ts';
import type { DeskPlaces } from '../model/watch-desk.ts';

/** A site as desks see it. */
export type PlacedSite = Pick<Site, 'code' | 'tenant' | 'client' | 'groups'>;
type Placed = { readonly code: string; readonly places: DeskPlaces };

/** How near a desk names a site: by its own code, by a group, by its client, by its tenant. */
const NEAREST = ['sites', 'groups', 'clients', 'tenants'] as const;
type Nearness = (typeof NEAREST)[number];

/** The words by which a site can be named at one nearness. */
function namesOf({ code, tenant, client, groups }: PlacedSite, nearness: Nearness): readonly string[] {
  switch (nearness) {
    case 'sites':
      return [code];
    case 'groups':
      return groups.map((group) => `${tenant}/${group}`);
    case 'clients':
      return [`${tenant}/${client}`];
    case 'tenants':
      return [tenant];
  }
}

/** Everything that a desk names, each as `namesOf` has it. */
const namedBy = ({
  tenants,
  clients,
  groups,
  sites,
}: DeskPlaces): Readonly<Record<Nearness, readonly string[]>> => ({
  sites,
  groups: groups.map(({ tenant, group }) => `${tenant}/${group}`),
  clients: clients.map(({ tenant, client }) => `${tenant}/${client}`),
  tenants,
});

/** Finds the desk of each site: who names it nearest has it, and of two that name it equally near the first by its code. */
export function createDeskFinder(desks: readonly Placed[]): (site: PlacedSite) => string | null {
  const known = new Map<string, string>();
  for (const { code, places } of desks.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const named = namedBy(places);
    for (const nearness of NEAREST)
      for (const name of named[nearness]) {
        const key = `${nearness} ${name}`;
        if (!known.has(key)) known.set(key, code);
      }
  }
  return (site) => {
    for (const nearness of NEAREST)
      for (const name of namesOf(site, nearness)) {
        const desk = known.get(`${nearness} ${name}`);
        if (desk !== undefined) return desk;
      }
    return null;
  };
}

/** What two desks name equally near: nobody could say whose it is. Groups may overlap, because a site may be in several. */
export function sharedPlaces(one: DeskPlaces, other: DeskPlaces): readonly string[] {
  const [mine, theirs] = [namedBy(one), namedBy(other)];
  return NEAREST.flatMap((nearness) => mine[nearness].filter((name) => theirs[nearness].includes(name)));
}

/** Whether it names anything. */
export const namesNothing = (places: DeskPlaces): boolean =>
  NEAREST.every((nearness) => namedBy(places)[nearness].length === 0);
