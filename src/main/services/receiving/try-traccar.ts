import { type EpochMs, HOUR } from '#core/model/time.ts';
import { traccarDevices } from '#core/telemetry/foreign/traccar-history.ts';
import type { OpenTraccar, TraccarAnswer, TraccarServer } from '#main/ports/traccar.ts';
import type { TraccarSource } from './link.ts';
import { historyOf, wantedOf } from './traccar-questions.ts';
import { failed, passed, type TrialStep } from './trial.ts';

/** Signs in, asks for the devices, and for the last hour of one of them. Nothing is taken in. */
export async function tryTraccar(
  open: OpenTraccar,
  source: TraccarSource,
  now: EpochMs,
): Promise<readonly TrialStep[]> {
  const server = open(source);
  try {
    const answer = await server.ask('/api/devices');
    if (answer.kind !== 'list') return [failed('CONNECT', whyNot(answer))];
    const devices = wantedOf(traccarDevices(answer.values), source);
    const [first] = devices;
    if (first === undefined)
      return [passed('CONNECT'), failed('DEVICES', 'None of the wanted devices is there for this user.')];
    const end = answer.their_time ?? now;
    const steps = [passed('CONNECT'), passed('DEVICES', `${devices.length}, the first is ${first.unique}`)];
    return [...steps, await tryHistory(server, historyOf(first, { start: end - HOUR, end }))];
  } finally {
    server.close();
  }
}

async function tryHistory(server: Pick<TraccarServer, 'ask'>, paths: readonly string[]): Promise<TrialStep> {
  for (const path of paths) {
    const answer = await server.ask(path);
    if (answer.kind !== 'list') return failed('HISTORY', whyNot(answer));
  }
  return passed('HISTORY');
}

const whyNot = (answer: Exclude<TraccarAnswer, { readonly kind: 'list' }>): string =>
  answer.kind === 'too long' ? 'The answer is longer than may be read.' : answer.reason;
