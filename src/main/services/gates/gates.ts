import { isAbsolute } from 'node:path';
import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { LANES } from '#core/model/lane.ts';
import { DAY, type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import type { GateCounts, GateKnowledge, GateSettings, GateState } from '../receiving/link.ts';
import type { WaysIn } from '../telemetry/ways-in.ts';
import { createBrokerCommands } from './brokers.ts';
import { ConnectorDays } from './connector-days.ts';
import { createGateDesk, type GateDesk } from './desk.ts';
import type { Gate, OpenGate } from './gate.ts';
import { createKeyCommands } from './keys.ts';
import { SAVED_GATES, type SavedGates } from './saved.ts';
import { isAnyOn, readGateSettings, withoutSecrets, writeGateSettings } from './settings.ts';
import { createTraccarCommands } from './traccar.ts';
import { createTrials } from './trials.ts';

/** Files that were taken are listed for this long. */
const LISTED_FOR = 30 * DAY;
/** When a key was used last is written at most this often. */
const USE_WRITTEN_EVERY = MINUTE;
/** What does not work is tried again after this long, ms. */
const TRY_AGAIN_AFTER = 30 * SECOND;

export type GatesParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly fleet: () => Fleet;
  readonly waysIn: WaysIn;
  /** The drop folder unless another was chosen; known where there is a way in from outside. */
  readonly folder?: string;
  /** Absent where nothing comes from outside: on the command line, in a replay. */
  readonly openGate?: OpenGate;
};
export type Gates = {
  readonly handlers: Pick<
    CommandHandlers,
    | 'intake.configure'
    | 'keys.add'
    | 'keys.revoke'
    | 'mqtt.save'
    | 'mqtt.remove'
    | 'traccar.save'
    | 'traccar.remove'
    | 'connectors.test'
  >;
  /** Opens what is turned on. */
  readonly start: () => void;
  /** The fleet is another one now. */
  readonly reload: () => void;
  /** Tells readers how it stands. */
  readonly tick: (now: EpochMs) => void;
  readonly stop: () => Promise<void>;
};

const OFF: GateState = {
  http: { state: 'OFF', port: null, reason: null },
  drop: { state: 'OFF', reason: null },
};
const NOTHING: GateCounts = { requests: 0, refused: {}, used: [], reading: null, mqtt: [], traccar: [] };

/** The ways by which telemetry comes in from outside: HTTP and the drop folder, in a thread of their own, which runs only while one of them is on. */
export function createGates(parts: GatesParts): Gates {
  const { store, clock, log, fleet, waysIn, openGate } = parts;
  const days = new ConnectorDays(store, clock);
  const desk = createGateDesk({ store, clock, waysIn, days });
  const uses = createKeyUses(store);
  let settings = readGateSettings(store.state.get);
  let gate: Gate | null = null;
  let saved = '';
  let triedAt = Number.NEGATIVE_INFINITY;

  const effective = (wanted: GateSettings): GateSettings => ({
    ...wanted,
    drop: { ...wanted.drop, folder: wanted.drop.folder || (parts.folder ?? '') },
  });
  const know = () => gate?.know(knowledgeOf(store, fleet()));
  /** Puts settings into effect; the thread comes with the first thing that is on. */
  const apply = async (wanted: GateSettings): Promise<GateState> => {
    triedAt = clock.monotonic();
    if (openGate === undefined || (gate === null && !isAnyOn(wanted))) return OFF;
    return opened(openGate).configure(effective(wanted));
  };
  const opened = (open: OpenGate): Gate => {
    if (gate === null) {
      gate = open(desk);
      know();
    }
    return gate;
  };
  /** What was changed is in effect: it is kept, and the trail says who did it. Secrets go nowhere else. */
  const keep = (wanted: GateSettings, { actor }: Caller) => {
    const before = settings;
    settings = wanted;
    store.transaction(() => {
      writeGateSettings(store, wanted);
      const change = { before: withoutSecrets(before), after: withoutSecrets(wanted) };
      store.trail.append([{ ...CONFIGURED, at: clock.now(), actor, ...change }]);
    });
  };
  const configure = async (input: Parsed<'intake.configure'>, caller: Caller) => {
    const before = settings;
    const wanted = changed(before, input);
    const reached = await apply(wanted);
    const problem = problemOf(reached);
    if (problem !== null) {
      await apply(before);
      throw new Refused('conflict', problem);
    }
    keep(wanted, caller);
    return answerOf(effective(wanted), reached, openGate !== undefined);
  };
  const tellReaders = (now: EpochMs) => {
    const told = snapshot(gate, effective(settings), desk, waysIn);
    const text = JSON.stringify(told);
    const used = uses.due(gate?.counts().used ?? []);
    days.addErrors(told.counts);
    if (text === saved && used.length === 0 && !days.isDue()) return;
    store.transaction(() => {
      store.state.set(SAVED_GATES, JSON.stringify({ at: now, ...told } satisfies SavedGates));
      uses.write(used);
      if (days.isDue()) days.write();
      store.drops.forget(now - LISTED_FOR);
    });
    saved = text;
  };
  const start = () => {
    apply(settings).then(
      (reached) => {
        const problem = problemOf(reached);
        if (problem !== null) log.error('telemetry cannot come in from outside', { problem });
        if (gate !== null) tellReaders(clock.now());
      },
      (error) => log.error('telemetry cannot come in from outside', { error }),
    );
  };
  const kept = {
    fleet,
    settings: () => settings,
    async put(wanted: GateSettings, caller: Caller) {
      keep(wanted, caller);
      await apply(wanted);
    },
  };
  return {
    handlers: {
      'intake.configure': configure,
      ...createKeyCommands({ store, clock, fleet, onChanged: know }),
      ...createBrokerCommands(kept),
      ...createTraccarCommands(kept),
      ...createTrials({
        settings: () => effective(settings),
        gate: openGate === undefined ? null : () => opened(openGate),
      }),
    },
    start,
    reload: know,
    tick(now) {
      if (openGate === undefined) return;
      const isBroken = gate !== null && problemOf(gate.state()) !== null;
      if (isBroken && clock.monotonic() - triedAt >= TRY_AGAIN_AFTER) start();
      tellReaders(now);
    },
    async stop() {
      await gate?.end();
      gate = null;
    },
  };
}

const CONFIGURED = {
  action: 'intake.configured',
  entity: 'telemetry',
  entity_id: 'intake',
  reason: null,
} as const;

/** When each key was used last: written seldom, since a busy sender uses its key hundreds of times a second. */
function createKeyUses({ keys }: Pick<Store, 'keys'>) {
  const written = new Map<string, EpochMs>();
  return {
    due: (used: GateCounts['used']) =>
      used.filter(({ name, at }) => at - (written.get(name) ?? 0) >= USE_WRITTEN_EVERY),
    write(used: GateCounts['used']) {
      for (const { name, at } of used) {
        keys.used(name, at);
        written.set(name, at);
      }
    },
  };
}

function changed(before: GateSettings, input: Parsed<'intake.configure'>): GateSettings {
  const { http, address, port, drop, folder } = input;
  if (folder !== undefined && folder !== '' && !isAbsolute(folder))
    throw new Refused('bad-request', `folder: found ${folder}, expected an absolute path.`);
  return {
    ...before,
    http: {
      on: http ?? before.http.on,
      address: address ?? before.http.address,
      port: port ?? before.http.port,
    },
    drop: { on: drop ?? before.drop.on, folder: folder ?? before.drop.folder },
  };
}

const problemOf = ({ http, drop }: GateState): string | null =>
  [http, drop].find(({ state }) => state === 'FAILED')?.reason ?? null;

const answerOf = (
  { http, drop }: GateSettings,
  reached: GateState,
  in_effect: boolean,
): Answer<'intake.configure'> => ({
  http: { ...http, port: reached.http.port ?? http.port },
  drop,
  in_effect,
});

function snapshot(
  gate: Gate | null,
  { drop }: GateSettings,
  desk: Pick<GateDesk, 'lastEventAt' | 'health'>,
  { lanes, episodes }: WaysIn,
): Omit<SavedGates, 'at'> {
  const counted = lanes.counts();
  const losses = episodes.losses();
  const { used: _, ...counts } = gate?.counts() ?? NOTHING;
  return {
    state: gate?.state() ?? OFF,
    folder: drop.folder,
    counts,
    lanes: LANES.map((lane) => ({ lane, ...counted[lane], ...losses[lane] })),
    last_event_at: desk.lastEventAt(),
    connectors: desk.health(),
  };
}

/** Keys that are valid, and the zones of all sites. */
function knowledgeOf(store: Store, { sites }: Fleet): GateKnowledge {
  return {
    keys: store.keys
      .all()
      .filter(({ revoked_at }) => revoked_at === null)
      .map(({ name, tenant, sha256 }) => ({ name, tenant, sha256 })),
    zones: sites.map(({ code, tenant, timezone }) => ({ site: code, tenant, timezone })),
  };
}
