import type { FloodState } from '#contract/notices.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Alarm } from '#core/notices/episode.ts';
import { Episode } from '#core/notices/episode.ts';
import type { Turn } from '#core/notices/flood.ts';
import { FLOOD_WINDOW, FloodWatch } from '#core/notices/flood.ts';
import { waitsInFlood } from '#core/notices/stages.ts';
import type { Store } from '#main/ports/store.ts';
import { KEPT, NO_FLOOD, readFlood } from './kept.ts';

/** Sites that the screens are told of. */
const MOST_SITES_TOLD = 100;

export type FloodEnd = {
  readonly since: EpochMs;
  readonly alarms: number;
  readonly sites: number;
  readonly held: FloodState['held'];
};

/** The flood of alarms that is going on, if one is, with what it gathered; kept in the store while it lasts. */
export class FloodDesk {
  readonly #store: Store;
  readonly #watch: FloodWatch;
  #episode = new Episode();
  /** Alarms of the last 10 minutes outside a flood: if one begins, they are its first. */
  #recent: { readonly alarm: Alarm; readonly at: EpochMs }[];
  #kept: string;

  /** Takes up a flood that was going on when the program ended, by the alerts that are stored. */
  constructor(store: Store, now: EpochMs) {
    this.#store = store;
    this.#kept = store.state.get(KEPT.flood) ?? '';
    const { since } = readFlood(store.state.get);
    this.#recent = store.alerts.since(Math.min(since ?? now, now) - FLOOD_WINDOW).map((alert) => ({
      alarm: { ...alert, finding_type: alert.alert_type },
      at: Math.min(alert.created_at, now),
    }));
    this.#watch = new FloodWatch(
      since,
      this.#recent.map(({ alarm, at }) => [alarm.finding_id, at]),
    );
    if (since === null) return;
    for (const { alarm, at } of this.#recent) {
      if (at >= since && waitsInFlood(alarm)) this.#episode.hold(alarm);
      else this.#episode.add(alarm);
    }
    this.#recent = [];
  }

  get isOn(): boolean {
    return this.#watch.since !== null;
  }

  get episode(): Episode {
    return this.#episode;
  }

  /** Alarms that came together. */
  hear(alarms: readonly Alarm[], at: EpochMs): Turn {
    const turn = this.#watch.hear(
      alarms.map(({ finding_id }) => finding_id),
      at,
    );
    const recent = this.#recent.filter((each) => each.at > at - FLOOD_WINDOW);
    this.#recent = this.isOn ? [] : [...recent, ...alarms.map((alarm) => ({ alarm, at }))];
    if (turn === 'began') for (const { alarm } of recent) this.#episode.add(alarm);
    if (this.isOn) for (const alarm of alarms) this.#episode.add(alarm);
    return turn;
  }

  /** Time went on. What the flood was that ends now; null while none does. */
  pass(now: EpochMs): FloodEnd | null {
    const { since } = this.#watch;
    const turn = this.#watch.pass(now);
    if (turn === 'began') this.hear([], now);
    if (turn !== 'ended' || since === null) return null;
    const { alarms, held, sites } = this.#episode;
    this.#episode = new Episode();
    return { since: Math.min(since, now), alarms, held, sites: sites.length };
  }

  get state(): FloodState {
    const { since, alarms } = this.#watch;
    if (since === null) return { ...NO_FLOOD, alarms_10_min: alarms };
    const { held, sites } = this.#episode;
    const told = sites.slice(0, MOST_SITES_TOLD).map((site) => ({ ...site }));
    return { active: true, since, alarms_10_min: alarms, held, sites: told };
  }

  /** Keeps the state for the queries and the next start. Returns it when it is not what was kept; outside a flood nothing is written. */
  keep(now: EpochMs, end: FloodEnd | null): FloodState | null {
    const { state } = this;
    const text = state.active ? JSON.stringify(state) : '';
    if (text === this.#kept) return null;
    const began = this.#kept === '' && state.active;
    this.#kept = text;
    this.#store.transaction(() => {
      this.#store.state.set(KEPT.flood, text);
      if (end !== null) this.#record('notices.flood_ended', now, end);
      if (began) this.#record('notices.flood_began', now, { alarms_10_min: state.alarms_10_min });
    });
    return state;
  }

  #record(action: string, at: EpochMs, after: unknown): void {
    this.#store.trail.append([
      {
        at,
        actor: SYSTEM,
        action,
        entity: 'engine',
        entity_id: 'notices',
        reason: null,
        before: null,
        after,
      },
    ]);
  }
}
