import type { Answer } from '#contract/index.ts';
import { LANES } from '#core/model/lane.ts';
import { MINUTE } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { readSavedGates, SAVED_GATES, type SavedGates } from '../gates/saved.ts';
import { readGateSettings } from '../gates/settings.ts';
import type { QueryHandlers } from '../handlers.ts';
import type { GateSettings } from '../receiving/link.ts';

type State = Answer<'intake.state'>;
const LISTED_FILES = 20;
/** An engine writes its last tick every 30 s: one that did not for so long does not run. */
const STOPPED_AFTER = 2 * MINUTE;

/** How telemetry comes in from outside, and by which keys. */
export function createIntakeQueries(
  readModel: ReadModel,
  clock: Clock,
): Pick<QueryHandlers, 'intake.state' | 'keys.list'> {
  return {
    'intake.state': () => intakeState(readModel, clock),
    'keys.list': (_, { scope }) =>
      readModel.keys().filter(({ tenant }) => scope === 'all' || scope.tenants.includes(tenant)),
  };
}

/** Whether an engine ticked lately. */
export function isEngineRunning(readModel: ReadModel, clock: Clock): boolean {
  const tick = readModel.state('last_tick_at');
  return tick !== null && clock.now() - Number(tick) < STOPPED_AFTER;
}

/** What the engine told last, beside the settings as they are now. */
export function intakeState(readModel: ReadModel, clock: Clock): State {
  const { http, drop } = readGateSettings(readModel.state);
  const saved = readSavedGates(readModel.state(SAVED_GATES));
  const runs = isEngineRunning(readModel, clock);
  const reached = saved?.state;
  return {
    at: saved?.at ?? null,
    http: {
      ...http,
      port: (runs ? reached?.http.port : null) ?? http.port,
      state: stateOf(http.on, runs, reached?.http.state),
      reason: runs ? (reached?.http.reason ?? warningOf(http)) : null,
      requests: saved?.counts.requests ?? 0,
      refused: refusedOf(saved),
    },
    drop: {
      on: drop.on,
      folder: drop.folder || (saved?.folder ?? ''),
      state: stateOf(drop.on, runs, reached?.drop.state),
      reason: runs ? (reached?.drop.reason ?? null) : null,
      reading: runs ? (saved?.counts.reading ?? null) : null,
      files: readModel.drops(LISTED_FILES).map(({ mtime: _, position: __, sha256: ___, ...file }) => file),
    },
    lanes: [...(saved?.lanes ?? NO_LANES)],
    last_event_at: saved?.last_event_at ?? null,
  };
}

/** What somebody should know of a listener that works: there is no TLS in it (ADR 0023). */
const warningOf = ({ on, address }: GateSettings['http']): string | null =>
  on && !/^(127\.|::1$)/.test(address)
    ? 'Keys and telemetry cross the network in the clear unless a proxy with TLS stands before it.'
    : null;

const NO_LANES = LANES.map((lane) => ({ lane, waiting: 0, committed: 0, refused: 0, shed: 0 }));

/** What is on but was not reached yet is about to be. */
const stateOf = <S extends string>(
  on: boolean,
  runs: boolean,
  reached: S | undefined,
): S | 'OFF' | 'STOPPED' => (!on ? 'OFF' : runs ? (reached ?? 'STOPPED') : 'STOPPED');

const refusedOf = (saved: SavedGates | null): State['http']['refused'] =>
  Object.entries(saved?.counts.refused ?? {}).map(([status, requests]) => ({
    status: Number(status),
    requests,
  }));
