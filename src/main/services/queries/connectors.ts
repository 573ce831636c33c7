import type { Answer } from '#contract/index.ts';
import { partsOfDay } from '#core/telemetry/connector-day.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { toMqttDto } from '../gates/brokers.ts';
import { readDay } from '../gates/connector-days.ts';
import { type ConnectorHealth, NOTHING_YET } from '../gates/connector-health.ts';
import { readSavedGates, SAVED_GATES, type SavedGates } from '../gates/saved.ts';
import { readGateSettings } from '../gates/settings.ts';
import { toTraccarDto } from '../gates/traccar.ts';
import type { QueryHandlers } from '../handlers.ts';
import type { LinkState, MqttBroker, TraccarSource } from '../receiving/link.ts';
import { intakeState, isEngineRunning } from './intake.ts';

type Connector = Omit<Answer<'connectors.list'>['connectors'][number], 'day'>;
type Health = Connector['health'];

/** Every way by which telemetry comes from outside, and how it fares. */
export function createConnectorQueries(
  readModel: ReadModel,
  clock: Clock,
): Pick<QueryHandlers, 'connectors.list'> {
  return {
    'connectors.list': (_, { scope }) => {
      const state = intakeState(readModel, clock);
      const saved = readSavedGates(readModel.state(SAVED_GATES));
      const runs = isEngineRunning(readModel, clock);
      const { mqtt, traccar } = readGateSettings(readModel.state);
      const isVisible = ({ tenant }: { readonly tenant: string | null }) =>
        scope === 'all' || scope.tenants.includes(tenant ?? '');
      const brokers = mqtt.filter(isVisible).map((broker) => brokerState(broker, saved, runs));
      const servers = traccar.filter(isVisible).map((server) => serverState(server, saved, runs));
      const own = [httpState(state, saved), dropState(state, saved)];
      const now = clock.now();
      const dayOf = (connector: string) => [...partsOfDay(readDay(readModel.state, connector), now)];
      const connectors = [...own, ...brokers, ...servers].map((each) => ({ ...each, day: dayOf(each.id) }));
      return { at: state.at, connectors };
    },
  };
}

type State = ReturnType<typeof intakeState>;

const httpState = ({ http }: State, saved: SavedGates | null): Connector => ({
  ...NO_LINK,
  id: 'http',
  kind: 'http',
  on: http.on,
  where: `${http.address}:${http.port}`,
  state: stateOf(http.state),
  reason: http.reason,
  errors: http.refused.reduce((sum, { requests }) => sum + requests, 0),
  health: healthOf('http', saved),
});

const dropState = ({ drop }: State, saved: SavedGates | null): Connector => ({
  ...NO_LINK,
  id: 'drop',
  kind: 'drop',
  on: drop.on,
  where: drop.folder,
  state: stateOf(drop.state),
  reason: drop.reason,
  errors: drop.files.filter(({ state }) => state === 'REJECTED').length,
  health: healthOf('drop', saved),
});

function brokerState(broker: MqttBroker, saved: SavedGates | null, runs: boolean): Connector {
  const link = runs ? saved?.counts.mqtt?.find(({ name }) => name === broker.name) : undefined;
  const id = `mqtt:${broker.name}`;
  return {
    ...NO_LINK,
    id,
    kind: 'mqtt',
    on: broker.on,
    where: broker.url,
    state: stateOfLink(link, { on: broker.on, runs }),
    reason: link?.reason ?? null,
    since: link?.since ?? null,
    errors: link?.failures ?? 0,
    left_out: link?.left_out ?? 0,
    health: healthOf(id, saved),
    mqtt: toMqttDto(broker),
  };
}

function serverState(server: TraccarSource, saved: SavedGates | null, runs: boolean): Connector {
  const pull = runs ? saved?.counts.traccar?.find(({ name }) => name === server.name) : undefined;
  const id = `traccar:${server.name}`;
  return {
    ...NO_LINK,
    id,
    kind: 'traccar',
    on: server.on,
    where: server.url,
    state: stateOfLink(pull, { on: server.on, runs }),
    reason: pull?.reason ?? null,
    since: pull?.since ?? null,
    errors: pull?.failures ?? 0,
    health: healthOf(id, saved),
    pull: pull === undefined ? null : { devices: pull.devices, complete_at: pull.complete_at },
    traccar: toTraccarDto(server),
  };
}

const NO_LINK = { since: null, left_out: 0, pull: null, mqtt: null, traccar: null } as const;

/** What the engine did not tell of yet is about to be connected to. */
function stateOfLink(
  link: Pick<LinkState, 'state'> | undefined,
  { on, runs }: { readonly on: boolean; readonly runs: boolean },
): Connector['state'] {
  if (!on) return 'OFF';
  if (!runs) return 'STOPPED';
  if (link === undefined) return 'CONNECTING';
  return link.state === 'CONNECTED' ? 'WORKING' : link.state;
}

const stateOf = (state: State['http']['state'] | State['drop']['state']): Connector['state'] =>
  state === 'OFF' || state === 'FAILED' || state === 'STOPPED' ? state : 'WORKING';

function healthOf(connector: string, saved: SavedGates | null): Health {
  const known: ConnectorHealth | undefined = saved?.connectors?.find((each) => each.connector === connector);
  if (known === undefined) return NOTHING_YET;
  const { connector: _, ...health } = known;
  return health;
}
