import type { Answer, Input } from '#contract/index.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';
import { clientOf } from './people.ts';

const USAGE =
  'vigil desks list | save CODE --name NAME [--tenant T]… [--client T/C]… [--group T/G]… [--site S]… [--holder ACCOUNT]… | remove CODE [--db FILE] [--json]';

/** Desks: who watches which sites. They are taken and handed over on the screens, where alarms sound. */
export const desksCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    name: { type: 'string' },
    tenant: { type: 'string', multiple: true },
    client: { type: 'string', multiple: true },
    group: { type: 'string', multiple: true },
    site: { type: 'string', multiple: true },
    holder: { type: 'string', multiple: true },
  },
  run(given, context) {
    const [verb = 'list', code, ...more] = given.positionals;
    if (verb === 'list' && code === undefined) return list(context);
    if (verb === 'save' && code !== undefined && more.length === 0) return save(code, given, context);
    if (verb === 'remove' && code !== undefined && more.length === 0) return remove(code, context);
    throw new UsageError('Say list, save CODE or remove CODE.');
  },
};

type Desk = Answer<'desks.state'>['desks'][number];

async function list({ ask, output }: CommandContext): Promise<ExitCode> {
  const { on, desks } = await ask('desks.state', {});
  if (!on) output.tell('There are no desks, or accounts are off: every alarm sounds on every screen.');
  output.records(
    desks.map((desk) => ({ ...desk, since: desk.since === null ? null : toIso(desk.since) })),
    [
      { title: 'DESK', of: ({ code }) => code },
      { title: 'NAME', of: ({ name }) => name },
      { title: 'HELD BY', of: ({ holder }) => holder },
      { title: 'THERE', of: ({ attended }) => (attended ? 'yes' : 'nobody') },
      { title: 'SITES', of: ({ sites }) => sites },
      { title: 'OPEN', of: ({ open }) => open },
      { title: 'ALARMS', of: ({ alarms }) => alarms },
      { title: 'WATCHES', of: ({ places }) => told(places) },
    ],
  );
  return DONE;
}

async function save(code: string, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const name = given.text('name') ?? code;
  const desk: Input<'desks.save'> = {
    code,
    name,
    places: {
      tenants: [...given.texts('tenant')],
      clients: given.texts('client').map(clientOf),
      groups: given.texts('group').map(groupOf),
      sites: [...given.texts('site')],
    },
    holders: [...given.texts('holder')],
  };
  const saved = await ask('desks.save', desk);
  output.result(saved, () => `Desk ${saved.code} is saved.`);
  return DONE;
}

async function remove(code: string, { ask, output }: CommandContext): Promise<ExitCode> {
  const removed = await ask('desks.remove', { code });
  output.result(removed, () => `Desk ${code} is removed: its alarms sound everywhere.`);
  return DONE;
}

/** `TENANT/GROUP`: groups are a tenant's own. */
function groupOf(text: string): { tenant: string; group: string } {
  const slash = text.indexOf('/');
  if (slash < 1 || slash === text.length - 1) throw new UsageError(`--group ${text}: expected TENANT/GROUP`);
  return { tenant: text.slice(0, slash), group: text.slice(slash + 1) };
}

const told = ({ tenants, clients, groups, sites }: Desk['places']): string =>
  [
    ...tenants,
    ...clients.map(({ tenant, client }) => `${tenant}/${client}`),
    ...groups.map(({ tenant, group }) => `${tenant}#${group}`),
    ...sites,
  ].join(', ');
