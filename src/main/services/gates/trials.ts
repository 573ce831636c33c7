import { type CommandHandlers, Refused } from '../handlers.ts';
import type { GateSettings } from '../receiving/link.ts';
import type { Trial } from '../receiving/trial.ts';
import type { Gate } from './gate.ts';

export type TrialParts = {
  /** As they are in effect. */
  readonly settings: () => GateSettings;
  /** null where nothing comes from outside. */
  readonly gate: (() => Gate) | null;
};

/** Tries a connector in the thread in which it works. */
export function createTrials({ settings, gate }: TrialParts): Pick<CommandHandlers, 'connectors.test'> {
  return {
    async 'connectors.test'({ id }) {
      if (gate === null) throw new Refused('unavailable', 'Only a running Vigil can try it.');
      return { steps: [...(await gate().attempt(trialOf(id, settings())))] };
    },
  };
}

function trialOf(id: string, { http, drop, mqtt, traccar }: GateSettings): Trial {
  if (id === 'http') return { kind: 'http', address: http.address, port: http.port };
  if (id === 'drop') return { kind: 'drop', folder: drop.folder };
  const server = traccar.find(({ name }) => `traccar:${name}` === id);
  if (server !== undefined) return { kind: 'traccar', server };
  const broker = mqtt.find(({ name }) => `mqtt:${name}` === id);
  if (broker === undefined) throw new Refused('not-found', `There is no connector ${id}.`);
  return { kind: 'mqtt', broker };
}
