import type { Answer, Input } from '#contract/index.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';
import { attempt, BROKER_OPTIONS, broker, connectors } from './broker.ts';
import { TRACCAR_OPTIONS, traccar } from './traccar.ts';

const USAGE =
  'vigil intake [--http on|off] [--address A] [--port N] [--drop on|off] [--folder F] | intake connectors | intake test ID | intake broker NAME [--turn on|off] [--url U] [--version 3.1.1|5] [--username U] [--password-file F] [--ca F] [--certificate F] [--key F] [--tenant T] [--maps F.json] [--remove] | intake traccar NAME [--turn on|off] [--url U] [--username U] [--password-file F] [--token-file F] [--ca F] [--tenant T] [--device ID]… [--every MINUTES] [--back HOURS] [--remove] [--user U] [--db FILE] [--json]';
const SWITCH = ['on', 'off'] as const;

/** How telemetry comes in from outside: shows it, or changes it. */
export const intakeCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    http: { type: 'string' },
    address: { type: 'string' },
    port: { type: 'string' },
    drop: { type: 'string' },
    folder: { type: 'string' },
    user: { type: 'string' },
    ...BROKER_OPTIONS,
    ...TRACCAR_OPTIONS,
  },
  run(given, context) {
    const [verb, name, ...more] = given.positionals;
    if (verb === 'connectors' && name === undefined) return connectors(context);
    if (verb === 'test' && name !== undefined && more.length === 0) return attempt(name, given, context);
    if (verb === 'broker' && name !== undefined && more.length === 0) return broker(name, given, context);
    if (verb === 'traccar' && name !== undefined && more.length === 0) return traccar(name, given, context);
    if (verb !== undefined)
      throw new UsageError(
        'Say intake, intake connectors, intake test ID, intake broker NAME or intake traccar NAME.',
      );
    const wanted = wantedOf(given);
    return Object.keys(wanted).length === 0 ? show(context) : configure(wanted, given, context);
  },
};

function wantedOf(given: Given): Input<'intake.configure'> {
  const http = given.oneOf('http', SWITCH);
  const drop = given.oneOf('drop', SWITCH);
  const address = given.text('address');
  const port = given.whole('port', 0, 65_535);
  const folder = given.text('folder');
  if (folder !== undefined && !/^([/\\]|[A-Za-z]:[/\\])/.test(folder))
    throw new UsageError(`--folder ${folder}: expected the whole path of a folder`);
  return {
    ...(http === undefined ? {} : { http: http === 'on' }),
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(drop === undefined ? {} : { drop: drop === 'on' }),
    ...(folder === undefined ? {} : { folder }),
  };
}

async function configure(
  wanted: Input<'intake.configure'>,
  given: Given,
  { ask, output }: CommandContext,
): Promise<ExitCode> {
  const reached = await ask('intake.configure', wanted, given.text('user') ?? null);
  const { http, drop, in_effect } = reached;
  output.result(reached, () =>
    [
      `HTTP ${http.on ? `on, ${http.address} port ${http.port}` : 'off'}`,
      `drop folder ${drop.on ? 'on' : 'off'}${drop.folder === '' ? '' : `, ${drop.folder}`}`,
    ].join('\n'),
  );
  if (!in_effect) output.tell('It takes effect when Vigil runs.');
  return DONE;
}

type State = Answer<'intake.state'>;

async function show({ ask, output }: CommandContext): Promise<ExitCode> {
  const state = await ask('intake.state', {});
  output.result(state, () => linesOf(state).map(plain).join('\n'));
  return DONE;
}

function linesOf({ http, drop, lanes, last_event_at, at }: State): readonly string[] {
  const refused = http.refused.map(({ status, requests }) => `${status} ${requests} times`).join(', ');
  return [
    `HTTP ${http.state}${because(http.reason)}, ${http.address} port ${http.port}: ${http.requests} requests, refused ${refused || 'none'}`,
    `Drop folder ${drop.state}${because(drop.reason)}${drop.folder === '' ? '' : `, ${drop.folder}`}${drop.reading === null ? '' : `: reads ${drop.reading}`}`,
    ...drop.files.map(
      ({ name, state, accepted, duplicates, quarantined, reason }) =>
        `  ${name} ${state}${because(reason)}: ${accepted} accepted, ${duplicates} duplicates, ${quarantined} quarantined`,
    ),
    ...lanes.map(
      ({ lane, waiting, committed, refused: away, shed }) =>
        `Lane ${lane}: ${committed} committed, ${waiting} waiting, ${away} refused, ${shed} shed`,
    ),
    `Last event ${last_event_at === null ? 'never' : toIso(last_event_at)}, as of ${at === null ? 'no run yet' : toIso(at)}`,
  ];
}

const because = (reason: string | null): string => (reason === null ? '' : ` (${reason})`);
