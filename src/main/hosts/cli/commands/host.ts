import type { Command } from '../command.ts';
import { DONE } from '../usage.ts';

const HIGHEST_PORT = 65_535;

/** The engine with its screens on the loopback address, until a person ends it. */
export const hostCommand: Command = {
  usage: 'vigil host [--port N] [--db FILE] [--json]',
  operands: false,
  options: { port: { type: 'string' } },
  async run(given, { output, parts, file }) {
    const port = given.whole('port', 0, HIGHEST_PORT) ?? null;
    const host = await parts.host({ file, port }, (address) =>
      output.result({ address }, () => `Vigil is running, for one window: ${address}`),
    );
    const trouble = host.trouble();
    if (trouble !== null) output.tell(`The engine is not running: ${trouble}`);
    output.tell('Ctrl+C ends it.');
    await parts.interrupted();
    await host.stop();
    return DONE;
  },
};
