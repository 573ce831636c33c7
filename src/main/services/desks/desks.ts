import type { Actor } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DeskHandover, DeskHolding, DeskWay } from '#core/model/watch-desk.ts';
import { isSamePerson, stands, takesAtSignIn } from '#core/people/desk-holding.ts';
import type { TrailEntry } from '#main/ports/store.ts';
import type { EngineContext } from '../engine/context.ts';
import type { DeskView, HearerOf } from './desk-view.ts';
import { KEPT_DESKS, readKept } from './kept.ts';
import { moveFindings } from './move-findings.ts';

/** How desks came to be attended, or not: told after it was seen. */
export type OnAttended = (attended: ReadonlyMap<string, string>) => void;
export type Taking = {
  readonly desks: readonly string[];
  readonly holder: string;
  readonly way: DeskWay;
  readonly actor: Actor;
  readonly note?: string;
  /** Written in the same transaction. */
  readonly also?: () => void;
};

/** Who holds the desks, and who attends them. Nothing here is done while accounts are off. */
export class Desks {
  readonly view: DeskView;
  readonly #context: EngineContext;
  readonly #listeners: OnAttended[] = [];
  #told = '';

  constructor(context: EngineContext) {
    this.#context = context;
    this.view = context.desks;
  }

  onAttended(listener: OnAttended): void {
    this.#listeners.push(listener);
  }

  /** Who alone hears of each site at this moment. */
  hearers(now: EpochMs): HearerOf {
    return this.view.hearers(now);
  }

  /** Looks who is there, and tells the screens where that is news. */
  look(): void {
    const { clock } = this.#context.world;
    const attended = this.view.attended(clock.now());
    const text = JSON.stringify([this.view.isOn, [...attended]]);
    if (text === this.#told) return;
    this.#told = text;
    this.tell(attended);
  }

  /** Says that something about the desks is different now. */
  tell(attended = this.view.attended(this.#context.world.clock.now())): void {
    this.#context.world.emit('desks.changed', {});
    for (const listener of this.#listeners) listener(attended);
  }

  /** Somebody has signed in at a screen: takes the desks that are this one's and whose holder is gone. */
  arrived(name: string): void {
    const { store, clock } = this.#context.world;
    const account = store.people.account(name);
    if (account !== null) {
      const kept = this.view.kept(clock.now());
      const desks = this.view.desks
        .filter((desk) => !kept.has(desk.code) && takesAtSignIn(desk, account))
        .map(({ code }) => code)
        .filter((code) => this.view.whyNot(code, account) === null);
      const actor = { name: account.name, verified: true };
      if (desks.length > 0) this.take({ desks, holder: account.name, way: 'SIGN_IN', actor });
    }
    this.look();
  }

  holdingsOf(name: string): readonly DeskHolding[] {
    return this.view.holdings.filter(({ holder }) => isSamePerson(holder, name));
  }

  /** Offers that still stand. */
  get offers(): readonly DeskHandover[] {
    const { store, clock } = this.#context.world;
    const { holdings } = this.view;
    return readKept(store.state.get, 'offers').filter((offer) => stands(offer, holdings, clock.now()));
  }

  /** Gives desks to somebody with what their holder owned there, in one transaction. Returns how many findings went along. */
  take({ desks, holder, way, actor, note, also }: Taking): number {
    const { store, clock } = this.#context.world;
    const at = clock.now();
    const before = this.view.holdings;
    const changes = this.#context.begin(at);
    const moved = before
      .filter(({ desk, holder: last }) => desks.includes(desk) && !isSamePerson(last, holder))
      .map((last) => {
        const sites = this.view.sitesOf(last.desk).map(({ code }) => code);
        return [
          last.desk,
          moveFindings({ book: this.#context.book, changes }, sites, {
            last: last.holder,
            holder,
            at,
            actor,
          }),
        ] as const;
      });
    const counts = new Map(moved);
    const entries = desks.map((desk) => ({
      ...noteOfDesk(`desk.${WAY_WORDS[way]}`, desk, { at, actor }),
      reason: note ?? null,
      before: holderIn(before, desk),
      after: { holder, findings: counts.get(desk) ?? 0 },
    }));
    this.#context.finish(changes, () => {
      this.write('held', [
        ...before.filter(({ desk }) => !desks.includes(desk)),
        ...desks.map((desk) => ({ desk, holder, since: at, way })),
      ]);
      store.trail.append(entries);
      also?.();
    });
    return moved.reduce((sum, [, count]) => sum + count, 0);
  }

  /** Nobody holds it any more. */
  putDown(desk: string, actor: Actor): void {
    const { store, clock } = this.#context.world;
    const before = this.view.holdings;
    store.transaction(() => {
      this.write(
        'held',
        before.filter((each) => each.desk !== desk),
      );
      store.trail.append([
        {
          ...noteOfDesk('desk.put_down', desk, { at: clock.now(), actor }),
          before: holderIn(before, desk),
        },
      ]);
    });
  }

  write(what: keyof typeof KEPT_DESKS, value: readonly unknown[]): void {
    this.#context.world.store.state.set(KEPT_DESKS[what], JSON.stringify(value));
  }
}

const WAY_WORDS: Readonly<Record<DeskWay, string>> = {
  SIGN_IN: 'taken_at_sign_in',
  TAKEN: 'taken',
  HAND_OVER: 'handed_over',
};

const holderIn = (holdings: readonly DeskHolding[], desk: string) => {
  const found = holdings.find((each) => each.desk === desk);
  return found === undefined ? null : { holder: found.holder };
};

/** A row of the trail about a desk. */
export const noteOfDesk = (
  action: string,
  desk: string,
  { at, actor }: { readonly at: EpochMs; readonly actor: Actor },
): TrailEntry => ({
  at,
  actor,
  action,
  entity: 'desk',
  entity_id: desk,
  reason: null,
  before: null,
  after: null,
});
