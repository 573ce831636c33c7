import type { Answer, Input, MethodName } from '#contract/index.ts';
import type { Fault, Problem } from '#contract/reply.ts';
import type { Given, Options } from './arguments.ts';
import { type Output, plain } from './output.ts';
import type { CliParts } from './parts.ts';
import type { ExitCode } from './usage.ts';

/** One command of the command line. */
export type Command = {
  /** As FORMATS section 5 writes it. */
  readonly usage: string;
  readonly options: Options;
  /** Whether anything but options may follow its name. */
  readonly operands: boolean;
  readonly run: (given: Given, context: CommandContext) => Promise<ExitCode>;
};

/** What a command works with. */
export type CommandContext = {
  readonly output: Output;
  readonly parts: CliParts;
  /** The file of `--db`, or null. */
  readonly file: string | null;
  /** Asks one question and closes the connection. Throws Failure. */
  readonly ask: <M extends MethodName>(
    method: M,
    input: Input<M>,
    user?: string | null,
  ) => Promise<Answer<M>>;
};

/** The work failed, and the person who asked should read why: exit code 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

const MOST_PROBLEMS = 100;

/** Each problem with its place, one a line. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, MOST_PROBLEMS).map((problem) => {
    const line = problem.line === null || problem.place.startsWith('line ') ? null : positionOf(problem);
    // A path ends with its field; the line of a CSV or of telemetry does not say which.
    const field = problem.place.endsWith(problem.field ?? '') ? null : problem.field;
    const where = [problem.file, line, problem.place, field].filter((part) => part !== null && part !== '');
    const fix = problem.fix ? `. ${problem.fix}` : '';
    return plain(`${where.join(': ')}: found ${problem.found}, expected ${problem.expected}${fix}`);
  });
  const left = problems.length - lines.length;
  return left > 0 ? [...lines, `… and ${left} more`] : lines;
}

const positionOf = ({ line, column }: Problem): string =>
  `line ${line}${typeof column === 'number' ? `, column ${column}` : ''}`;
