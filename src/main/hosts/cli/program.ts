import type { Answer, Input, MethodName } from '#contract/index.ts';
import type { Fault } from '#contract/reply.ts';
import { faultOf } from '#main/services/fault.ts';
import { Refused } from '#main/services/handlers.ts';
import { readArguments } from './arguments.ts';
import { type CommandContext, Failure, problemLines } from './command.ts';
import { type CommandName, isCommandName, loadCommand, SUMMARIES } from './commands/index.ts';
import { createOutput, type Output } from './output.ts';
import type { CliParts } from './parts.ts';
import { DONE, type ExitCode, FAILED, MISUSED, UsageError } from './usage.ts';

/** Runs one command line (without `node` and the script) and returns the exit code: 0 done, 1 failed or found a problem, 2 wrong usage. */
export async function run(argv: readonly string[], parts: CliParts): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? parts.err : parts.out)(overview());
    return name === undefined ? MISUSED : DONE;
  }
  const output = createOutput(parts, rest.includes('--json'));
  if (!isCommandName(name)) {
    output.tell(`There is no command ${name}.`);
    parts.err(overview());
    return MISUSED;
  }
  return runCommand(name, rest, parts, output);
}

async function runCommand(
  name: CommandName,
  rest: readonly string[],
  parts: CliParts,
  output: Output,
): Promise<ExitCode> {
  const command = await loadCommand(name);
  try {
    const given = readArguments(rest, command.options);
    const [extra] = command.operands ? [] : given.positionals;
    if (extra !== undefined) throw new UsageError(`What is ${extra}?`);
    if (given.flag('help')) {
      parts.out(`Usage: ${command.usage}\n`);
      return DONE;
    }
    const file = given.text('db') ?? null;
    const ask = asker(parts, file, output);
    return await signedIn(given.text('as'), parts, ask, () =>
      command.run(given, { output, parts, file, ask }),
    );
  } catch (error) {
    return explain(error, command.usage, output);
  }
}

/** Runs with `--as NAME` as that account, for as long as it takes. */
async function signedIn(
  name: string | undefined,
  { secret, session }: CliParts,
  ask: CommandContext['ask'],
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  if (name === undefined) return work();
  session.begin(name);
  try {
    await ask('session.sign_in', { name, secret: await secret(`PIN or password of ${name}: `) });
    try {
      return await work();
    } finally {
      await ask('session.sign_out', {});
    }
  } finally {
    session.end();
  }
}

function asker(parts: CliParts, file: string | null, { tell }: Output) {
  return async <M extends MethodName>(
    method: M,
    input: Input<M>,
    user: string | null = null,
  ): Promise<Answer<M>> => {
    const connection = await parts.connect({ file, user, progress: tell });
    try {
      const reply = await connection.call(method, input);
      if (!reply.ok) throw new Failure(reply.fault);
      return reply.value;
    } finally {
      await connection.close();
    }
  };
}

function explain(error: unknown, usage: string, output: Output): ExitCode {
  if (error instanceof UsageError) {
    output.tell(error.message);
    output.tell(`Usage: ${usage}`);
    return MISUSED;
  }
  const fault = faultBehind(error);
  output.tell(fault.message);
  if (fault.code === 'sign-in')
    output.tell('vigil people sign-in NAME does that for the next commands, --as NAME for this one.');
  for (const line of problemLines(fault.problems ?? [])) output.tell(`  ${line}`);
  if (output.json) output.result({ error: fault }, () => fault.message);
  return FAILED;
}

function faultBehind(error: unknown): Fault {
  if (error instanceof Failure) return error.fault;
  if (error instanceof Refused) return faultOf(error);
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

function overview(): string {
  const widest = Math.max(...Object.keys(SUMMARIES).map((name) => name.length));
  const lines = Object.entries(SUMMARIES).map(([name, summary]) => `  ${name.padEnd(widest)}  ${summary}`);
  return [
    'Usage: vigil COMMAND [--db FILE] [--json] [--as NAME]; vigil COMMAND --help shows its options.',
    ...lines,
    '',
  ].join('\n');
}
