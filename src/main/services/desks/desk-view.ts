import type { Fleet } from '#core/config/fleet.ts';
import type { Account } from '#core/model/account.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DeskHolding, WatchDesk } from '#core/model/watch-desk.ts';
import { isSamePerson, presentPeople, whyNotHold } from '#core/people/desk-holding.ts';
import { createDeskFinder } from '#core/people/desk-places.ts';
import type { PeopleRepo } from '#main/ports/store.ts';
import { areAccountsOn, idleMinutes } from '../people/setting.ts';
import { KEPT_DESKS, readKept } from './kept.ts';

export type DeskReads = {
  readonly state: (name: string) => string | null;
  readonly people: Pick<PeopleRepo, 'accounts' | 'signIns'>;
  readonly fleet: () => Fleet;
};
/** Who alone hears of a site, or of what belongs to none; null: everybody does. */
export type HearerOf = (site: string | null) => string | null;
type Layout = {
  readonly desks: readonly WatchDesk[];
  readonly deskOf: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, readonly Site[]>;
};
const NO_DESKS: Layout = { desks: [], deskOf: new Map(), sites: new Map() };

/** How the desks stand, read from what is stored: the same for the engine and for questions. */
export class DeskView {
  readonly #reads: DeskReads;
  #laid: { readonly text: string; readonly fleet: Fleet; readonly layout: Layout } | null = null;

  constructor(reads: DeskReads) {
    this.#reads = reads;
  }

  /** False while accounts are off or nobody has made a desk: then all is as if there were none. */
  get isOn(): boolean {
    return this.#layout().desks.length > 0;
  }
  get desks(): readonly WatchDesk[] {
    return this.#layout().desks;
  }
  get holdings(): readonly DeskHolding[] {
    return readKept(this.#reads.state, 'held').filter(({ desk }) => this.#layout().sites.has(desk));
  }

  /** The desk of a site; null: none, or there are none. */
  deskOf(site: string | null): string | null {
    return site === null ? null : (this.#layout().deskOf.get(site) ?? null);
  }
  sitesOf(desk: string): readonly Site[] {
    return this.#layout().sites.get(desk) ?? [];
  }

  /** Rows with the desks that answer for them. */
  onDesks<Row extends { readonly site: string | null; readonly desk: string | null }>(
    rows: readonly Row[],
  ): readonly Row[] {
    const { deskOf } = this.#layout();
    return deskOf.size === 0
      ? rows
      : rows.map((row) => ({ ...row, desk: deskOf.get(row.site ?? '') ?? null }));
  }

  /** Codes of the sites of some desks. */
  codesOf(desks: readonly string[]): readonly string[] {
    return desks.flatMap((desk) => this.sitesOf(desk).map(({ code }) => code));
  }

  /** Who attends each desk that somebody attends. */
  attended(at: EpochMs): ReadonlyMap<string, string> {
    return this.isOn ? this.#heldBy(this.present(at).open) : new Map();
  }

  /** Desks whose holder is signed in, with the screen open or locked: nobody takes them by signing in. */
  kept(at: EpochMs): ReadonlySet<string> {
    const { open, locked } = this.present(at);
    return new Set(this.#heldBy([...open, ...locked]).keys());
  }

  /** Who is signed in at a page. */
  present(at: EpochMs): ReturnType<typeof presentPeople> {
    const { people, state } = this.#reads;
    return presentPeople(people.accounts(), people.signIns(), idleMinutes(state), at);
  }

  /** Who alone hears of each site now. */
  hearers(at: EpochMs): HearerOf {
    const attended = this.attended(at);
    if (attended.size === 0) return () => null;
    return (site) => attended.get(this.deskOf(site) ?? '') ?? null;
  }

  /** Why somebody may not hold a desk; null when they may. */
  whyNot(desk: string, account: Account): string | null {
    const found = this.desks.find(({ code }) => code === desk);
    return found === undefined ? `There is no desk ${desk}.` : whyNotHold(found, this.sitesOf(desk), account);
  }

  /** The desks that these people hold and still may hold. */
  #heldBy(names: readonly string[]): Map<string, string> {
    const accounts = this.#reads.people.accounts().filter(({ name }) => names.includes(name));
    return new Map(
      this.holdings.flatMap(({ desk, holder }) => {
        const account = accounts.find(({ name }) => isSamePerson(name, holder));
        return account !== undefined && this.whyNot(desk, account) === null
          ? [[desk, account.name] as const]
          : [];
      }),
    );
  }

  #layout(): Layout {
    const { state, fleet } = this.#reads;
    const text = areAccountsOn(state) ? (state(KEPT_DESKS.list) ?? '') : '';
    if (text === '') return NO_DESKS;
    const now = fleet();
    if (this.#laid?.text !== text || this.#laid.fleet !== now)
      this.#laid = { text, fleet: now, layout: laidOut(readKept(state, 'list'), now) };
    return this.#laid.layout;
  }
}

function laidOut(desks: readonly WatchDesk[], { sites }: Fleet): Layout {
  const find = createDeskFinder(desks);
  const deskOf = new Map<string, string>();
  const of = new Map<string, Site[]>(desks.map(({ code }) => [code, []]));
  for (const site of sites) {
    const desk = find(site);
    if (desk === null) continue;
    deskOf.set(site.code, desk);
    of.get(desk)?.push(site);
  }
  return { desks, deskOf, sites: of };
}
