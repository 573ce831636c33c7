import type { Answer, Input } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import { type Command, type CommandContext, Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const VERBS = ['on', 'off', 'status'] as const;

/** Lets other workstations of the network use this engine, or no longer, and shows who does. */
export const lanCommand: Command = {
  usage: 'vigil lan [on | off | status] [--address A] [--port N] [--user U] [--db FILE] [--json]',
  operands: true,
  options: { address: { type: 'string' }, port: { type: 'string' }, user: { type: 'string' } },
  async run(given, context) {
    const [said = 'status', ...more] = given.positionals;
    const verb = VERBS.find((each) => each === said);
    if (verb === undefined || more.length > 0) throw new UsageError('Say lan on, lan off or lan status.');
    const wanted = wantedOf(given, verb);
    if (wanted !== null) await context.ask('lan.configure', wanted, given.text('user') ?? null);
    return show(context);
  },
};

function wantedOf(given: Given, verb: (typeof VERBS)[number]): Input<'lan.configure'> | null {
  const address = given.text('address');
  const port = given.whole('port', 0, 65_535);
  if (verb === 'status' && (address !== undefined || port !== undefined))
    throw new UsageError('--address and --port belong to lan on.');
  if (verb === 'status') return null;
  return {
    on: verb === 'on',
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
  };
}

/** As the running program has it; without one, what it will do. */
async function show({ ask, output }: CommandContext): Promise<ExitCode> {
  const state = await ask('lan.state', {}).catch((error: unknown) => {
    if (error instanceof Failure && error.fault.code === 'unavailable') return null;
    throw error;
  });
  if (state !== null) {
    output.result(state, () => linesOf(state).map(plain).join('\n'));
    return DONE;
  }
  const settings = await ask('lan.get', {});
  output.result(settings, () => (settings.on ? `On, ${settings.address} port ${settings.port}` : 'Off'));
  output.tell('It takes effect when Vigil runs.');
  return DONE;
}

function linesOf(state: Answer<'lan.state'>): readonly string[] {
  const { address, port, code, reason, reachable, stations } = state;
  const because = reason === null ? '' : ` (${reason})`;
  return [
    `${state.state}${because}, ${address} port ${port}`,
    ...(code === null ? [] : [`Code: ${code}`, `This machine: ${reachable.join(', ') || 'no address'}`]),
    ...stations.map((station) => `Attached: ${station.name} (${station.address})`),
  ];
}
