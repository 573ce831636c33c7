import type { Input } from '#contract/index.ts';
import type { AccountScope } from '#contract/people.ts';
import { ROLES } from '#core/model/account.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const USAGE =
  'vigil people list | sign-in NAME | sign-out | own-secret | on NAME | off | add NAME --role ROLE [--tenant T]… [--client T/C]… [--site S]… | change NAME [--role ROLE] [--tenant T]… [--client T/C]… [--site S]… [--whole] | secret NAME | disable NAME | enable NAME | idle MINUTES | recover NAME [--db FILE] [--json]';

/** Accounts, and who is signed in on this command line. A PIN or password is asked for, never an argument. */
export const peopleCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    role: { type: 'string' },
    tenant: { type: 'string', multiple: true },
    client: { type: 'string', multiple: true },
    site: { type: 'string', multiple: true },
    whole: { type: 'boolean' },
  },
  run(given, context) {
    const [verb = '', operand, ...more] = given.positionals;
    const [alone, named] = [ALONE[verb], NAMED[verb]];
    if (alone !== undefined && operand === undefined) return alone(context);
    if (named !== undefined && operand !== undefined && more.length === 0)
      return named(operand, context, given);
    throw new UsageError(`Say one of: ${[...Object.keys(ALONE), ...Object.keys(NAMED)].join(', ')}.`);
  },
};

type Alone = (context: CommandContext) => Promise<ExitCode>;
type Named = (name: string, context: CommandContext, given: Given) => Promise<ExitCode>;

const ALONE: Readonly<Record<string, Alone>> = {
  async list({ ask, output }) {
    const { on, idle_minutes, accounts } = await ask('accounts.list', {});
    output.tell(
      on
        ? `Accounts are on; a screen locks after ${idle_minutes} minutes.`
        : 'Accounts are off: everybody may do everything, and nothing that is done is verified.',
    );
    const instant = (at: number | null) => (at === null ? null : toIso(at));
    output.records(
      accounts.map((account) => ({
        ...account,
        made_at: toIso(account.made_at),
        secret_at: toIso(account.secret_at),
        closed_until: instant(account.closed_until),
        disabled_at: instant(account.disabled_at),
      })),
      [
        { title: 'NAME', of: ({ name }) => name },
        { title: 'ROLE', of: ({ role }) => role },
        { title: 'SEES', of: ({ scope }) => told(scope) },
        { title: 'SIGNED IN', of: ({ signed_in }) => signed_in },
        { title: 'SWITCHED OFF', of: ({ disabled_at }) => disabled_at },
      ],
    );
    return DONE;
  },
  async 'sign-out'({ ask, output, parts, file }) {
    await ask('session.sign_out', {});
    parts.session.end(file);
    output.result({ signed_out: true }, () => 'Signed out.');
    return DONE;
  },
  async 'own-secret'({ ask, output, parts, file }) {
    const current = await parts.secret('Your PIN or password as it is: ');
    const secret = await parts.secret('Your new PIN or password: ');
    const { account } = await ask('session.set_secret', { current, secret });
    parts.session.keep(file);
    output.result(
      { account },
      () => `${account} has another PIN or password, and is signed out everywhere else.`,
    );
    return DONE;
  },
  async off({ ask, output }) {
    output.result(await ask('accounts.turn_off', {}), () => 'Accounts are off: nobody signs in any more.');
    return DONE;
  },
};

const NAMED: Readonly<Record<string, Named>> = {
  async 'sign-in'(name, { ask, output, parts, file }) {
    const secret = await parts.secret(`PIN or password of ${name}: `);
    parts.session.begin(name);
    const { account } = await ask('session.sign_in', { name, secret });
    parts.session.keep(file);
    output.result({ account }, () => `Signed in as ${account}.`);
    return DONE;
  },
  async on(name, { ask, output, parts, file }) {
    const secret = await parts.secret(`A PIN or password for ${name}: `);
    parts.session.begin(name);
    const { account } = await ask('accounts.turn_on', { name, secret });
    parts.session.keep(file);
    output.result({ account }, () => `Accounts are on. ${account} is the administrator, and signed in here.`);
    return DONE;
  },
  async add(name, { ask, output, parts }, given) {
    const role = given.oneOf('role', ROLES);
    if (role === undefined) throw new UsageError('--role is missing');
    const scope = scopeOf(given) ?? 'all';
    const secret = await parts.secret(`A PIN or password for ${name}: `);
    const made = await ask('accounts.add', { name, role, scope, secret });
    output.result(made, () => `${made.name} can sign in as ${role}.`);
    return DONE;
  },
  async change(name, { ask, output }, given) {
    const role = given.oneOf('role', ROLES);
    const scope = given.flag('whole') ? 'all' : scopeOf(given);
    if (role === undefined && scope === undefined)
      throw new UsageError('Say --role, --tenant, --client, --site or --whole.');
    const input: Input<'accounts.change'> = {
      name,
      ...(role === undefined ? {} : { role }),
      ...(scope === undefined ? {} : { scope }),
    };
    const changed = await ask('accounts.change', input);
    output.result(changed, () => `${changed.name} is changed, and signed out everywhere.`);
    return DONE;
  },
  async secret(name, { ask, output, parts }) {
    const secret = await parts.secret(`A new PIN or password for ${name}: `);
    const changed = await ask('accounts.set_secret', { name, secret });
    output.result(
      changed,
      () => `${changed.name} has another PIN or password, and is signed out everywhere.`,
    );
    return DONE;
  },
  async disable(name, { ask, output }) {
    const changed = await ask('accounts.disable', { name });
    output.result(changed, () => `${changed.name} is switched off, and signed out everywhere.`);
    return DONE;
  },
  async enable(name, { ask, output }) {
    const changed = await ask('accounts.enable', { name });
    output.result(changed, () => `${changed.name} can sign in again.`);
    return DONE;
  },
  async idle(minutes, { ask, output }) {
    if (!/^\d{1,4}$/.test(minutes)) throw new UsageError(`${minutes}: expected minutes as a whole number`);
    const set = await ask('accounts.set_idle', { minutes: Number(minutes) });
    output.result(set, () => `A screen that nobody touches locks after ${set.minutes} minutes.`);
    return DONE;
  },
  async recover(name, { output, parts, file }) {
    const secret = await parts.secret(`A new PIN or password for ${name}: `);
    const recovered = await parts.recover({ file, name, secret });
    output.result(recovered, () => `${recovered.name} is an administrator and can sign in.`);
    return DONE;
  },
};

/** What the account may see, as the options say it; undefined without any. Throws UsageError. */
function scopeOf(given: Given): AccountScope | undefined {
  const [tenants, clients, sites] = [given.texts('tenant'), given.texts('client'), given.texts('site')];
  if (tenants.length + clients.length + sites.length === 0) return undefined;
  return { tenants: [...tenants], clients: clients.map(clientOf), sites: [...sites] };
}

/** `TENANT/CLIENT`: a client's code is unique inside its tenant only. */
export function clientOf(text: string): { tenant: string; client: string } {
  const [tenant, client, ...more] = text.split('/');
  if (!tenant || !client || more.length > 0) throw new UsageError(`--client ${text}: expected TENANT/CLIENT`);
  return { tenant, client };
}

function told(scope: AccountScope): string {
  if (scope === 'all') return 'everything';
  const { tenants, clients, sites } = scope;
  return [...tenants, ...clients.map(({ tenant, client }) => `${tenant}/${client}`), ...sites].join(', ');
}
