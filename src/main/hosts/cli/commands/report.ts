import { basename, extname } from 'node:path';
import type { Answer, Input } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { FILTER_OPTIONS, FILTER_USAGE, type FindingFilter, filterOf } from '../finding-filter.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

type Order = Input<'reports.make'>['order'];

/** Which report, from what was written behind its name. */
const ORDERS: Readonly<Record<string, (given: Given) => Order>> = {
  handover: (given) => {
    const desk = given.text('desk');
    return { kind: 'handover', since: given.needInstant('since'), ...(desk === undefined ? {} : { desk }) };
  },
  history: (given) => ({ kind: 'history', filter: filterOf(given) }),
  scorecard: (given) => ({ kind: 'scorecard', ...clientOf(given), month: given.needText('month') }),
  dashboard: (given) => ({ kind: 'dashboard', ...clientOf(given) }),
};

const clientOf = (given: Given) => {
  const tenant = given.text('tenant');
  return { client: given.needText('client'), ...(tenant === undefined ? {} : { tenant }) };
};

/** What each can be written as, the usual one first. */
const EXTENSIONS: Readonly<Record<Order['kind'], readonly string[]>> = {
  handover: ['.pdf', '.html'],
  history: ['.pdf', '.csv'],
  scorecard: ['.pdf', '.html'],
  dashboard: ['.html', '.pdf'],
};

/** Reports that people read, written to a file. */
export const reportCommand: Command = {
  usage: [
    'vigil report handover --since T [--desk CODE] --out FILE.pdf',
    'vigil report scorecard --client CODE [--tenant CODE] --month YYYY-MM --out FILE.pdf',
    'vigil report dashboard --client CODE [--tenant CODE] --out FILE.html',
    `vigil report history ${FILTER_USAGE} --out FILE.pdf or FILE.csv [--db FILE] [--json]`,
  ].join(' | '),
  operands: true,
  options: {
    ...FILTER_OPTIONS,
    month: { type: 'string' },
    desk: { type: 'string' },
    out: { type: 'string' },
  },
  run: (given, context) => {
    const [name, ...rest] = given.positionals;
    if (rest.length > 0) throw new UsageError(`What is ${rest.join(' ')}?`);
    const order = name === undefined ? undefined : ORDERS[name];
    if (order === undefined) throw new UsageError(`Say which: ${Object.keys(ORDERS).join(', ')}.`);
    const asked = order(given);
    const file = fileOf(given, EXTENSIONS[asked.kind]);
    const extension = extname(file).toLowerCase();
    if (asked.kind === 'history' && extension === '.csv') return writeCsv(asked.filter ?? {}, file, context);
    return write(asked, file, extension === '.html' ? 'html' : 'pdf', context);
  },
};

/** The file to write. Throws UsageError for one that would not be opened as what it is. */
function fileOf(given: Given, extensions: readonly string[]): string {
  const file = given.needText('out');
  if (extensions.includes(extname(file).toLowerCase())) return file;
  throw new UsageError(`--out ${basename(file)}: expected a name that ends in ${extensions.join(' or ')}`);
}

async function write(
  order: Order,
  file: string,
  format: 'pdf' | 'html',
  { ask, output, parts }: CommandContext,
): Promise<ExitCode> {
  const report = await ask('reports.make', { order });
  const written = await parts.report(report, file, format);
  output.result(
    { report: report.title, subject: report.subject, span: report.span, ...written },
    () => `${report.title}, ${report.subject}, ${report.span}: ${written.file} (${written.bytes} bytes).`,
  );
  return DONE;
}

async function writeCsv(
  filter: FindingFilter,
  file: string,
  { ask, output, parts }: CommandContext,
): Promise<ExitCode> {
  const lines: string[] = [];
  let after: Answer<'reports.csv'>['next'] = null;
  do {
    const part: Answer<'reports.csv'> = await ask('reports.csv', { filter, after });
    lines.push(part.text);
    after = part.next;
  } while (after !== null);
  const written = await parts.write(lines.join(''), file);
  output.result(
    { report: 'Findings', ...written },
    () => `Findings: ${written.file} (${written.bytes} bytes).`,
  );
  return DONE;
}
