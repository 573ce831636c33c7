import { readFileSync } from 'node:fs';
import type { Answer, Input } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import { type CommandContext, Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';

/** What `intake broker` takes beside the name. */
export const BROKER_OPTIONS = {
  turn: { type: 'string' },
  url: { type: 'string' },
  version: { type: 'string' },
  username: { type: 'string' },
  'password-file': { type: 'string' },
  ca: { type: 'string' },
  certificate: { type: 'string' },
  key: { type: 'string' },
  tenant: { type: 'string' },
  maps: { type: 'string' },
  remove: { type: 'boolean' },
} as const;
const SWITCH = ['on', 'off'] as const;
const VERSIONS = { '3.1.1': 4, '5': 5 } as const;

/** Adds, changes or removes a broker. Secrets are read from files: what is typed behind a command can be read by others. */
export async function broker(name: string, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const user = given.text('user') ?? null;
  if (given.flag('remove')) {
    const removed = await ask('mqtt.remove', { name }, user);
    output.result(removed, () => `${removed.name} is removed`);
    return DONE;
  }
  const saved = await ask('mqtt.save', { name, ...wantedOf(given) }, user);
  output.result(saved, () => lineOf(saved));
  return DONE;
}

function wantedOf(given: Given): Omit<Input<'mqtt.save'>, 'name'> {
  const turn = given.oneOf('turn', SWITCH);
  const version = given.oneOf('version', ['3.1.1', '5'] as const);
  const texts = { url: given.text('url'), username: given.text('username'), tenant: given.text('tenant') };
  const files = {
    password: fileOf(given, 'password-file')?.trimEnd(),
    ca: fileOf(given, 'ca'),
    certificate: fileOf(given, 'certificate'),
    key: fileOf(given, 'key'),
  };
  const maps = fileOf(given, 'maps');
  return {
    ...(turn === undefined ? {} : { on: turn === 'on' }),
    ...(version === undefined ? {} : { version: VERSIONS[version] }),
    ...Object.fromEntries(Object.entries({ ...texts, ...files }).filter(([, value]) => value !== undefined)),
    ...(maps === undefined ? {} : { maps: mapsOf(maps) }),
  };
}

/** The text of the file that an option names. Throws Failure when it cannot be read. */
export function fileOf(given: Given, option: string): string | undefined {
  const path = given.text(option);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure({ code: 'not-found', message: `--${option}: the file cannot be read: ${why}` });
  }
}

/** The engine looks at what is in it. */
function mapsOf(text: string): Input<'mqtt.save'>['maps'] {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`--maps: expected JSON: ${error.message}`);
    throw error;
  }
}

const lineOf = ({ name, on, url, maps }: Answer<'mqtt.save'>): string =>
  plain(`MQTT ${name} ${on ? 'on' : 'off'}, ${url}: ${maps.map(({ topic }) => topic).join(', ')}`);

/** Really tries a connector. */
export async function attempt(id: string, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const { steps } = await ask('connectors.test', { id }, given.text('user') ?? null);
  output.records(steps, [
    { title: 'STEP', of: (step) => step.step },
    { title: 'DONE', of: (step) => (step.ok ? 'yes' : 'no') },
    { title: 'DETAIL', of: (step) => step.detail },
  ]);
  return steps.every(({ ok }) => ok) ? DONE : FAILED;
}

/** Every connector and how it fares. */
export async function connectors({ ask, output }: CommandContext): Promise<ExitCode> {
  const list = await ask('connectors.list', {});
  output.records(list.connectors, [
    { title: 'CONNECTOR', of: (each) => each.id },
    { title: 'STATE', of: (each) => each.state },
    { title: 'WHERE', of: (each) => each.where },
    { title: 'A MINUTE', of: (each) => String(each.health.per_minute) },
    { title: 'ACCEPTED', of: (each) => String(each.health.accepted) },
    { title: 'QUARANTINED', of: (each) => String(each.health.quarantined) },
    { title: 'ERRORS', of: (each) => String(each.errors) },
    { title: 'REASON', of: (each) => each.reason },
  ]);
  return DONE;
}
