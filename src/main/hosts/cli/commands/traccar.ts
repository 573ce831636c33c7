import type { Answer, Input } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode } from '../usage.ts';
import { fileOf } from './broker.ts';

/** What `intake traccar` takes beside the name, the address and what `intake broker` takes as well. */
export const TRACCAR_OPTIONS = {
  'token-file': { type: 'string' },
  device: { type: 'string', multiple: true },
  every: { type: 'string' },
  back: { type: 'string' },
} as const;
const SWITCH = ['on', 'off'] as const;

/** Adds, changes or removes a Traccar server whose history is asked for. Secrets are read from files, as of a broker. */
export async function traccar(
  name: string,
  given: Given,
  { ask, output }: CommandContext,
): Promise<ExitCode> {
  const user = given.text('user') ?? null;
  if (given.flag('remove')) {
    const removed = await ask('traccar.remove', { name }, user);
    output.result(removed, () => `${removed.name} is removed`);
    return DONE;
  }
  const saved = await ask('traccar.save', { name, ...wantedOf(given) }, user);
  output.result(saved, () => lineOf(saved));
  return DONE;
}

function wantedOf(given: Given): Omit<Input<'traccar.save'>, 'name'> {
  const turn = given.oneOf('turn', SWITCH);
  const devices = given.texts('device');
  const token = fileOf(given, 'token-file')?.trim();
  const wanted = {
    on: turn === undefined ? undefined : turn === 'on',
    url: given.text('url'),
    user: token === undefined ? given.text('username') : null,
    password: token === undefined ? fileOf(given, 'password-file')?.trimEnd() : null,
    token: token ?? (given.text('username') === undefined ? undefined : null),
    ca: fileOf(given, 'ca'),
    tenant: given.text('tenant'),
    devices: devices.length === 0 ? undefined : devices,
    every_minutes: given.whole('every', 1, 1_440),
    back_hours: given.whole('back', 0, 720),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

const lineOf = ({ name, on, url, devices, every_minutes }: Answer<'traccar.save'>): string => {
  const whom = devices.length === 0 ? 'every device' : devices.join(', ');
  return plain(`Traccar ${name} ${on ? 'on' : 'off'}, ${url}: ${whom}, every ${every_minutes} min`);
};
