import { basename, extname } from 'node:path';
import type { Input } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

type Order = Input<'reports.make'>['order'];

/** Which report, from what was written behind its name. */
const ORDERS: Readonly<Record<string, (given: Given) => Order>> = {
  handover: (given) => {
    const desk = given.text('desk');
    return { kind: 'handover', since: given.needInstant('since'), ...(desk === undefined ? {} : { desk }) };
  },
};

/** Reports that people read, written to a file. */
export const reportCommand: Command = {
  usage: 'vigil report handover --since T [--desk CODE] --out FILE.pdf [--db FILE] [--json]',
  operands: true,
  options: {
    since: { type: 'string' },
    desk: { type: 'string' },
    out: { type: 'string' },
  },
  run: (given, context) => {
    const [name, ...rest] = given.positionals;
    if (rest.length > 0) throw new UsageError(`What is ${rest.join(' ')}?`);
    const order = name === undefined ? undefined : ORDERS[name];
    if (order === undefined) throw new UsageError(`Say which: ${Object.keys(ORDERS).join(', ')}.`);
    return write(order(given), fileOf(given, '.pdf'), context);
  },
};

/** The file to write. Throws UsageError for one that would not be opened as what it is. */
function fileOf(given: Given, extension: string): string {
  const file = given.needText('out');
  if (extname(file).toLowerCase() === extension) return file;
  throw new UsageError(`--out ${basename(file)}: expected a name that ends in ${extension}`);
}

async function write(order: Order, file: string, { ask, output, parts }: CommandContext): Promise<ExitCode> {
  const report = await ask('reports.make', { order });
  const written = await parts.report(report, file);
  output.result(
    { report: report.title, subject: report.subject, span: report.span, ...written },
    () => `${report.title}, ${report.subject}, ${report.span}: ${written.file} (${written.bytes} bytes).`,
  );
  return DONE;
}
