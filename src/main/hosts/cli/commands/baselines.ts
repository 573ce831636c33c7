import type { Answer } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { type Column, plain } from '../output.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';

const MOST_DAYS = 400;

/** Learns the normal week of sites from what is stored, or shows what was learned of one metric. */
export const baselinesCommand: Command = {
  usage: [
    'vigil baselines build [--site CODE] [--days 30] [--until T]',
    'vigil baselines show --site CODE --metric M',
    'vigil baselines outliers [--site CODE]',
    'vigil baselines leave-out --site CODE --date YYYY-MM-DD --reason R [--take-in] [--db FILE] [--json]',
  ].join(' | '),
  operands: true,
  options: {
    site: { type: 'string' },
    days: { type: 'string' },
    until: { type: 'string' },
    metric: { type: 'string' },
    date: { type: 'string' },
    reason: { type: 'string' },
    'take-in': { type: 'boolean' },
  },
  run: (given, context) => {
    const [action, ...rest] = given.positionals;
    if (rest.length > 0) throw new UsageError(`What is ${rest.join(' ')}?`);
    if (action === 'build') return build(given, context);
    if (action === 'show') return show(given, context);
    if (action === 'outliers') return outliers(given, context);
    if (action === 'leave-out') return leaveOut(given, context);
    throw new UsageError('Say build, show, outliers or leave-out.');
  },
};

const dayOf = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

async function build(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const site = given.text('site');
  const until = given.instant('until');
  const result = await ask('baselines.build', {
    days: given.whole('days', 1, MOST_DAYS) ?? 30,
    ...(site === undefined ? {} : { site }),
    ...(until === undefined ? {} : { until }),
  });
  output.result(
    result,
    () =>
      `${result.baselines_created} cells created, ${result.baselines_updated} updated, ${result.errors.length} errors`,
  );
  output.tell(`Learned from ${dayOf(result.from)} to ${dayOf(result.until)}.`);
  for (const error of result.errors) output.tell(plain(`${error.site}: ${error.message}`));
  return result.errors.length > 0 ? FAILED : DONE;
}

async function show(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const cells = await ask('baselines.show', {
    site: given.needText('site'),
    metric: given.needText('metric'),
  });
  output.records(cells, COLUMNS);
  return DONE;
}

/** Cells whose numbers say that something odd was learned, the oddest first. */
async function outliers(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const site = given.text('site');
  const cells = await ask('baselines.outliers', { limit: 1_000, ...(site === undefined ? {} : { site }) });
  output.records(cells, [
    { title: 'SITE', of: ({ site: code }) => code },
    { title: 'METRIC', of: ({ metric }) => metric },
    { title: 'WHY', of: ({ outlier }) => outlier },
    ...COLUMNS,
  ]);
  return DONE;
}

/** Keeps a day out of a site's learning, or takes it in again; then the site is learned anew. */
async function leaveOut(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const left_out = !given.flag('take-in');
  const result = await ask('baselines.leave_out', {
    site: given.needText('site'),
    date: given.needText('date'),
    reason: given.needText('reason'),
    left_out,
  });
  output.result(result, () => {
    const days = result.left_out.map(({ date, reason }) => `${date} (${reason})`);
    return `${result.site} leaves out ${days.length === 0 ? 'no day' : days.join(', ')}.`;
  });
  return DONE;
}

type Cell = Answer<'baselines.show'>[number];
const rounded = (value: number): number => Math.round(value * 100) / 100;
const number = (title: string, of: (cell: Cell) => number): Column<Cell> => ({
  title,
  of: (cell) => rounded(of(cell)),
});

const COLUMNS: readonly Column<Cell>[] = [
  number('HOUR', (cell) => cell.hour_of_week),
  number('SAMPLES', (cell) => cell.sample_count),
  number('MEAN', (cell) => cell.mean),
  number('STD', (cell) => cell.std_dev),
  number('MIN', (cell) => cell.min),
  number('P5', (cell) => cell.p5),
  number('P25', (cell) => cell.p25),
  number('P50', (cell) => cell.p50),
  number('P75', (cell) => cell.p75),
  number('P95', (cell) => cell.p95),
  number('MAX', (cell) => cell.max),
  { title: 'STATE', of: (cell) => cell.state },
  { title: 'Z', of: ({ latest_z }) => (latest_z === null ? null : rounded(latest_z)) },
];
