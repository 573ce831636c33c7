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
    const host = await parts.host({ file, port });
    output.result({ address: host.address }, () => `Vigil runs at ${host.address}`);
    output.tell('The address works once. Ctrl+C ends the engine.');
    await parts.interrupted();
    await host.stop();
    return DONE;
  },
};
