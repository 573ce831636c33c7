import type { Answer } from '#contract/index.ts';
import type { Account } from '#core/model/account.ts';
import { isWithin } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DeskPlaces } from '#core/model/watch-desk.ts';
import { isSamePerson, stands } from '#core/people/desk-holding.ts';
import type { OpenAtSite, ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { readKept } from '../desks/kept.ts';
import type { Caller, QueryHandlers } from '../handlers.ts';

type State = Answer<'desks.state'>;
type Row = State['desks'][number];
type Asked = Pick<ReadModel, 'openBySite' | 'people' | 'state'>;

/** How the desks stand, as far as whoever asks may see their sites. */
export function createDesksState(
  readModel: Asked,
  view: DeskView,
  clock: Clock,
): QueryHandlers['desks.state'] {
  return (_, caller) => {
    if (!view.isOn) return { on: false, desks: [], offers: [], people: [] };
    const now = clock.now();
    const accounts = readModel.people.accounts();
    const me = accounts.find(({ name }) => isSamePerson(name, caller.actor.name)) ?? null;
    const desks = rowsOf(readModel, view, { me, now, caller });
    const mayHear = (name: string) => me !== null && isSamePerson(name, me.name);
    const offers = readKept(readModel.state, 'offers').filter(
      (offer) => stands(offer, view.holdings, now) && (mayHear(offer.to) || mayHear(offer.from)),
    );
    return { on: true, desks, offers, people: peopleOf(view, accounts, desks, now) };
  };
}

type Question = { readonly me: Account | null; readonly now: EpochMs; readonly caller: Caller };

function rowsOf(readModel: Asked, view: DeskView, { me, now, caller }: Question): State['desks'] {
  const { scope } = caller;
  const open = new Map(readModel.openBySite(scope).map((each) => [each.site, each]));
  const attended = view.attended(now);
  const { holdings } = view;
  return view.desks.flatMap((desk) => {
    const sites = view.sitesOf(desk.code).filter((site) => isWithin(site, scope));
    if (sites.length === 0 && scope !== 'all') return [];
    const holding = holdings.find((each) => each.desk === desk.code);
    const attending = attended.get(desk.code);
    const mine = me !== null && holding !== undefined && isSamePerson(holding.holder, me.name);
    return [
      {
        ...{ code: desk.code, name: desk.name, holders: [...desk.holders] },
        places: scope === 'all' ? copyOf(desk.places) : withinScope(sites),
        ...{ holder: holding?.holder ?? null, since: holding?.since ?? null, way: holding?.way ?? null },
        attended: attending !== undefined,
        sites: sites.length,
        ...sumOf(sites.flatMap(({ code }) => open.get(code) ?? [])),
        mine,
        may_take: !mine && attending === undefined && me !== null && view.whyNot(desk.code, me) === null,
      },
    ];
  });
}

const copyOf = ({ tenants, clients, groups, sites }: DeskPlaces): Row['places'] => ({
  tenants: [...tenants],
  clients: [...clients],
  groups: [...groups],
  sites: [...sites],
});

/** Whoever sees a part is not told which tenants and clients the rest belongs to. */
const withinScope = (sites: readonly { readonly code: string }[]): Row['places'] => ({
  tenants: [],
  clients: [],
  groups: [],
  sites: sites.slice(0, 1_000).map(({ code }) => code),
});

const sumOf = (counts: readonly OpenAtSite[]): Pick<OpenAtSite, 'open' | 'alarms' | 'critical'> => ({
  open: counts.reduce((sum, { open }) => sum + open, 0),
  alarms: counts.reduce((sum, { alarms }) => sum + alarms, 0),
  critical: counts.reduce((sum, { critical }) => sum + critical, 0),
});

/** Who could hold which of these desks; whoever is there first. */
function peopleOf(
  view: DeskView,
  accounts: readonly Account[],
  desks: State['desks'],
  now: EpochMs,
): State['people'] {
  const here = new Set(view.present(now).open);
  return accounts
    .map((account) => ({
      name: account.name,
      is_here: here.has(account.name),
      desks: desks.map(({ code }) => code).filter((code) => view.whyNot(code, account) === null),
    }))
    .filter((person) => person.desks.length > 0)
    .toSorted((a, b) => Number(b.is_here) - Number(a.is_here));
}
