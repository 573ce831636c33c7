import { openDropFolder } from '#main/adapters/drop-folder/folder.ts';
import { tryDropFolder } from '#main/adapters/drop-folder/try-folder.ts';
import { openMqttLink } from '#main/adapters/mqtt/link.ts';
import { openTraccar } from '#main/adapters/traccar/server.ts';
import { openIntakeHttp } from '#main/hosts/intake-http/server.ts';
import type { TelemetryFiles } from '#main/ports/telemetry-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { watchDropFolder } from '#main/services/receiving/drop-gate.ts';
import { createKeyRing } from '#main/services/receiving/key-ring.ts';
import type { GateKnowledge, GateSettings, Zone } from '#main/services/receiving/link.ts';
import { openMqttGate } from '#main/services/receiving/mqtt-gate.ts';
import { createReceiver } from '#main/services/receiving/receiver.ts';
import { createTally } from '#main/services/receiving/tally.ts';
import { openTraccarGate } from '#main/services/receiving/traccar-gate.ts';
import type { Trial } from '#main/services/receiving/trial.ts';
import { createWrongKeys } from '#main/services/receiving/wrong-keys.ts';
import { createAttempts } from './attempts.ts';
import { createDoors, whyNotListening } from './doors.ts';
import { createRemoteDesk, type DeskAnswer } from './gate-calls.ts';
import type { Outlet, Service } from './serve.ts';

/** The engine is told what came this often, when it changed, ms. */
const TELL_EVERY = 1_000;

export type GateWorld = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Reads what strangers drop and is no lines of records. */
  readonly files: TelemetryFiles;
};

/**
 * Takes telemetry from outside: the HTTP listener, the drop folder, brokers and the history of other servers. Bodies of strangers are read here, where neither the
 * screens nor the audits wait for it; every parcel goes to the engine, and nobody is answered before it has it on disk.
 */
export function openGates(outlet: Outlet, { clock, timers, files }: GateWorld): Service {
  const { desk, settle } = createRemoteDesk((call) => outlet.tell('ask', call));
  const world = { clock, timers, log: outlet.log };
  const tally = createTally(clock);
  let keys = createKeyRing([]);
  let zones: ReadonlyMap<string, Zone> = new Map();
  const receive = createReceiver({ desk, clock, zones: () => zones });
  const requests = {
    keys: () => keys,
    wrongKeys: createWrongKeys(clock),
    receive,
    tally,
    log: outlet.log,
  };
  const doors = createDoors({
    openHttp: (where) => openIntakeHttp({ ...requests, ...where }),
    openDrop: (folder) =>
      watchDropFolder({ ...world, desk, files, zones: () => zones, folder: openDropFolder(folder) }),
    openMqtt: (broker, forget) =>
      openMqttGate({
        ...world,
        desk,
        zones: () => zones,
        chance: Math.random,
        open: openMqttLink,
        broker,
        forget,
      }),
    openTraccar: (traccar) =>
      openTraccarGate({ ...world, desk, chance: Math.random, open: openTraccar, traccar }),
    attempt: createAttempts({
      clock,
      openMqtt: openMqttLink,
      openTraccar,
      tryFolder: tryDropFolder,
      tryListening: async (address, port) => {
        try {
          await (await openIntakeHttp({ ...requests, address, port })).close();
          return null;
        } catch (error) {
          return whyNotListening(error, address, port);
        }
      },
    }),
  });
  let told = '';
  const tellCounts = () => {
    const counts = { ...tally.counts(), reading: doors.reading(), ...doors.links() };
    const text = JSON.stringify(counts);
    if (text !== told) outlet.tell('counts', counts);
    told = text;
  };
  const stopTelling = timers.every(TELL_EVERY, tellCounts);
  return {
    // Safe: gate-thread.ts alone starts this thread, and calls and tells this with these types.
    call: (name, input) => {
      if (name === 'configure') return doors.configure(input as GateSettings);
      if (name === 'attempt') return doors.attempt(input as Trial);
      throw new Error(`The gates know no ${name}.`);
    },
    tell: (topic, value) => {
      if (topic === 'answer') settle(value as DeskAnswer);
      if (topic !== 'know') return;
      const knowledge = value as GateKnowledge;
      keys = createKeyRing(knowledge.keys);
      zones = new Map(knowledge.zones.map((zone) => [zone.site, zone]));
    },
    async stop() {
      stopTelling();
      await doors.close();
    },
  };
}
