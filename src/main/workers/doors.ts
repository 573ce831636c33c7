import type { IntakeHttp } from '#main/hosts/intake-http/server.ts';
import type { DropGate } from '#main/services/receiving/drop-gate.ts';
import type {
  GateCounts,
  GateSettings,
  GateState,
  MqttBroker,
  TraccarSource,
} from '#main/services/receiving/link.ts';
import { filtersOf, type MqttGate } from '#main/services/receiving/mqtt-gate.ts';
import type { TraccarGate } from '#main/services/receiving/traccar-gate.ts';
import type { Trial, TrialStep } from '#main/services/receiving/trial.ts';
import type { Attempts } from './attempts.ts';
import { createNamedDoors } from './named-doors.ts';

export type DoorsParts = {
  /** Throws what listening throws. */
  readonly openHttp: (where: Pick<GateSettings['http'], 'address' | 'port'>) => Promise<IntakeHttp>;
  /** Throws what the file system throws. */
  readonly openDrop: (folder: string) => DropGate;
  /** `forget`: topics that the broker may still send from an earlier time. */
  readonly openMqtt: (broker: MqttBroker, forget: readonly string[]) => MqttGate;
  readonly openTraccar: (server: TraccarSource) => TraccarGate;
  readonly attempt: Attempts;
};
export type Doors = {
  /** Opens and closes what the settings say, and leaves alone what stays as it was. */
  readonly configure: (settings: GateSettings) => Promise<GateState>;
  readonly reading: () => string | null;
  readonly links: () => Pick<GateCounts, 'mqtt' | 'traccar'>;
  /** Tries what is set, beside what is open. */
  readonly attempt: (trial: Trial) => Promise<readonly TrialStep[]>;
  readonly close: () => Promise<void>;
};

type Open<T> = { readonly door: T; readonly as: string };

/** The listener and the folder, as they are open now. One change at a time. */
export function createDoors({ openHttp, openDrop, openMqtt, openTraccar, attempt }: DoorsParts): Doors {
  let http: Open<IntakeHttp> | null = null;
  let drop: Open<DropGate> | null = null;
  const brokers = createNamedDoors<MqttBroker, MqttGate>((broker, before) =>
    openMqtt(broker, before === null ? [] : filtersOf(before)),
  );
  const servers = createNamedDoors<TraccarSource, TraccarGate>(openTraccar);
  let turn: Promise<unknown> = Promise.resolve();

  const applyHttp = async ({ on, address, port }: GateSettings['http']): Promise<GateState['http']> => {
    const as = `${address} ${port}`;
    if (http !== null && (!on || http.as !== as)) {
      await http.door.close();
      http = null;
    }
    if (!on) return { state: 'OFF', port: null, reason: null };
    try {
      http ??= { door: await openHttp({ address, port }), as };
      return { state: 'LISTENING', port: http.door.port, reason: null };
    } catch (error) {
      return { state: 'FAILED', port: null, reason: whyNotListening(error, address, port) };
    }
  };
  const applyDrop = async ({ on, folder }: GateSettings['drop']): Promise<GateState['drop']> => {
    if (drop !== null && (!on || drop.as !== folder)) {
      await drop.door.close();
      drop = null;
    }
    if (!on) return { state: 'OFF', reason: null };
    try {
      drop ??= { door: openDrop(folder), as: folder };
      return { state: 'WATCHING', reason: null };
    } catch (error) {
      return { state: 'FAILED', reason: `The folder ${folder} cannot be used: ${messageOf(error)}` };
    }
  };
  const apply = async (settings: GateSettings): Promise<GateState> => {
    await brokers.apply(settings.mqtt);
    await servers.apply(settings.traccar);
    return { http: await applyHttp(settings.http), drop: await applyDrop(settings.drop) };
  };
  return {
    configure(settings) {
      const next = turn.then(() => apply(settings));
      turn = next.catch(() => {}); // whoever asked for it is told
      return next;
    },
    reading: () => drop?.door.reading() ?? null,
    links: () => ({
      mqtt: brokers.open().map((gate) => gate.state()),
      traccar: servers.open().map((gate) => gate.state()),
    }),
    attempt: (trial) => attempt(trial, http?.door.port ?? null),
    async close() {
      await turn;
      await Promise.all([http?.door.close(), drop?.door.close(), brokers.close(), servers.close()]);
    },
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why an address cannot be listened on, for people. */
export function whyNotListening(error: unknown, address: string, port: number): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${port} of ${address} is taken by another program: choose another port.`;
    case 'EADDRNOTAVAIL':
      return `${address} is no address of this machine.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: choose one from 1024 on.`;
    default:
      return `It cannot listen on ${address}, port ${port}: ${messageOf(error)}`;
  }
}
