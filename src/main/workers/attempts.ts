import type { OpenMqtt } from '#main/ports/mqtt.ts';
import type { Clock } from '#main/ports/time.ts';
import type { OpenTraccar } from '#main/ports/traccar.ts';
import { failed, passed, type Trial, type TrialStep, tryBroker } from '#main/services/receiving/trial.ts';
import { tryTraccar } from '#main/services/receiving/try-traccar.ts';

export type AttemptParts = {
  readonly clock: Pick<Clock, 'now'>;
  readonly openMqtt: OpenMqtt;
  readonly openTraccar: OpenTraccar;
  /** Opens the listener and closes it again; null when that works, else why not. */
  readonly tryListening: (address: string, port: number) => Promise<string | null>;
  readonly tryFolder: (folder: string) => readonly TrialStep[];
};
/** `port`: that on which the listener is open; null when it is not. */
export type Attempts = (trial: Trial, port: number | null) => Promise<readonly TrialStep[]>;

/** An answer of ours to whoever has no key. */
const NO_KEY = 401;

/** Tries connectors for real. */
export const createAttempts =
  ({ clock, openMqtt, openTraccar, tryListening, tryFolder }: AttemptParts): Attempts =>
  async (trial, port) => {
    if (trial.kind === 'mqtt') return tryBroker(openMqtt, trial.broker);
    if (trial.kind === 'traccar') return tryTraccar(openTraccar, trial.server, clock.now());
    if (trial.kind === 'drop') return tryFolder(trial.folder);
    if (port !== null) return [passed('LISTEN'), await ask(trial.address, port)];
    const problem = await tryListening(trial.address, trial.port);
    return [problem === null ? passed('LISTEN') : failed('LISTEN', problem)];
  };

/** Delivers nothing without a key: the listener must turn that away. */
async function ask(address: string, port: number): Promise<TrialStep> {
  const host = address.includes(':') ? `[${address}]` : address;
  try {
    const response = await fetch(`http://${host}:${port}/ingest/v1/events`, { method: 'POST', body: '' });
    await response.body?.cancel();
    return response.status === NO_KEY
      ? passed('ANSWER', `${host}:${port}`)
      : failed(
          'ANSWER',
          `It answered ${response.status} where ${NO_KEY} was expected: something else listens there.`,
        );
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return failed('ANSWER', cause instanceof Error ? cause.message : String(cause));
  }
}
