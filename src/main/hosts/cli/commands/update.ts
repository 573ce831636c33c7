import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED, UsageError } from '../usage.ts';

/** Tells whether there is a newer version, and where one looks. It installs nothing. */
export const updateCommand: Command = {
  usage: 'vigil update [check | set ADDRESS | off] [--user U] [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' } },
  async run(given, { output, parts, file, ask }) {
    const [verb = 'status', address, ...more] = given.positionals;
    const user = given.text('user');
    if (more.length > 0 || (verb === 'set') !== (address !== undefined))
      throw new UsageError('Say check, set with an address, off, or nothing.');
    if (verb === 'set' || verb === 'off') {
      const now = await ask('updates.set', { address: address ?? null }, user);
      output.result(now, () => said(now.address));
      return DONE;
    }
    if (verb !== 'check' && verb !== 'status') throw new UsageError(`There is no “update ${verb}”.`);
    const now = await ask('updates.get', {}, user);
    if (verb === 'status' || now.address === null) {
      output.result(now, () => said(now.address));
      return DONE;
    }
    const found = await parts.lookForUpdate(file, now.address);
    output.result(found, () => plain(found.text));
    return found.kind === 'REFUSED' ? FAILED : DONE;
  },
};

const said = (address: string | null): string =>
  address === null ? 'Nobody looks for updates.' : plain(`Updates are looked for once a day: ${address}`);
