import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, UsageError } from '../usage.ts';

/** Shows or sets the outside watchdog, which is told each minute that sites are being audited. */
export const watchdogCommand: Command = {
  usage: 'vigil watchdog [ADDRESS | --off] [--db FILE] [--json]',
  operands: true,
  options: { off: { type: 'boolean' } },
  async run(given, { output, ask }) {
    const [url, ...more] = given.positionals;
    const off = given.flag('off');
    if (more.length > 0 || (off && url !== undefined))
      throw new UsageError('Give one address, or --off, or nothing.');
    const wanted = off ? null : url;
    const now =
      wanted === undefined ? await ask('watchdog.get', {}) : await ask('watchdog.set', { url: wanted });
    output.result(now, () =>
      now.url === null
        ? 'No outside watchdog is told that Vigil runs.'
        : plain(`Told each minute while sites are audited: ${now.url}`),
    );
    return DONE;
  },
};
