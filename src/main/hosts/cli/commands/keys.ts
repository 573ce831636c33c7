import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const USAGE =
  'vigil keys add --tenant T --name N [--user U] | keys list | keys revoke NAME [--user U] [--db FILE] [--json]';

/** Keys by which other programs deliver telemetry. */
export const keysCommand: Command = {
  usage: USAGE,
  operands: true,
  options: { tenant: { type: 'string' }, name: { type: 'string' }, user: { type: 'string' } },
  run(given, context) {
    const [verb, ...operands] = given.positionals;
    if (verb === 'list' && operands.length === 0) return list(context);
    if (verb === 'add' && operands.length === 0) return add(given, context);
    const [name] = operands;
    if (verb === 'revoke' && name !== undefined && operands.length === 1) return revoke(name, given, context);
    throw new UsageError('Say keys add, keys list or keys revoke NAME.');
  },
};

async function add(given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const input = { tenant: given.needText('tenant'), name: given.needText('name') };
  const made = await ask('keys.add', input, given.text('user') ?? null);
  output.tell('This key is shown once: give it to the sender now.');
  output.result(made, () => made.key);
  return DONE;
}

async function revoke(name: string, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const revoked = await ask('keys.revoke', { name }, given.text('user') ?? null);
  output.result(revoked, () => `${revoked.name} is revoked`);
  return DONE;
}

const instant = (at: number | null): string | null => (at === null ? null : toIso(at));

async function list({ ask, output }: CommandContext): Promise<ExitCode> {
  const keys = await ask('keys.list', {});
  output.records(
    keys.map((key) => ({
      ...key,
      created_at: toIso(key.created_at),
      last_used_at: instant(key.last_used_at),
      revoked_at: instant(key.revoked_at),
    })),
    [
      { title: 'NAME', of: (key) => key.name },
      { title: 'TENANT', of: (key) => key.tenant },
      { title: 'CREATED', of: (key) => key.created_at },
      { title: 'LAST USED', of: (key) => key.last_used_at },
      { title: 'REVOKED', of: (key) => key.revoked_at },
    ],
  );
  return DONE;
}
