import type { FindingRow } from '#contract/findings.ts';
import type { Answer, Input } from '#contract/index.ts';
import { type IndicatorScope, OFFENDER_ORDERS } from '#contract/indicators.ts';
import { FINDING_INDICATORS, INDICATOR_NAMES } from '#core/model/indicator.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import type { Column } from '../output.ts';
import { table } from '../output.ts';
import { DONE, UsageError } from '../usage.ts';

const PAGE = 200;

type Indicator = Answer<'indicators.sites'>['indicators'][number];

const PLACES = ['site', 'client', 'tenant', 'console', 'operator', 'rule'] as const;

/** Every indicator over a span: without one the thirty days before the last audit. */
export const kpiCommand: Command = {
  usage:
    'vigil kpi [--from T] [--to T] [--site CODE | --client CODE [--tenant CODE] | --tenant CODE | --console DESK | ' +
    '--operator NAME | --rule TYPE or PREFIX*] [--findings INDICATOR | --offenders ALERTS|CHATTERING|STALE|FALSE] [--db FILE] [--json]',
  operands: false,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    findings: { type: 'string' },
    offenders: { type: 'string' },
    ...Object.fromEntries(PLACES.map((name) => [name, { type: 'string' as const }])),
  },
  async run(given, context) {
    const { output, ask } = context;
    const [from, to] = [given.instant('from'), given.instant('to')];
    const scope = scopeOf(given);
    const asked = {
      scope,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const name = given.oneOf('findings', FINDING_INDICATORS);
    if (name !== undefined) return list({ ...asked, name }, context);
    const by = given.oneOf('offenders', OFFENDER_ORDERS);
    if (by !== undefined) return offend({ ...asked, by }, context);
    const counted = await ask('indicators.get', asked);
    const span = { from: counted.from, to: counted.to };
    const ofSites = await ask('indicators.sites', { scope, ...span });
    const found = [...counted.indicators, ...ofSites.indicators];
    const indicators = INDICATOR_NAMES.flatMap((name) => found.find((each) => each.name === name) ?? []);
    const first = new Map(counted.first?.indicators.map(({ name, value }) => [name, value]));
    output.tell(`From ${toIso(span.from)} to ${toIso(span.to)}.`);
    output.result(
      Object.fromEntries(indicators.map((each) => [each.name, recordOf(each, first.get(each.name))])),
      () => table(indicators, columnsOf(first)),
    );
    return DONE;
  },
};

/** The findings that an indicator was made of, the newest first. */
async function list(
  asked: Input<'indicators.findings'>,
  { output, ask }: CommandContext,
): Promise<typeof DONE> {
  const rows: FindingRow[] = [];
  for (let more = true; more; ) {
    const last = rows.at(-1);
    const before = last === undefined ? null : { detected_at: last.detected_at, id: last.id };
    const page = await ask('indicators.findings', { ...asked, before, limit: PAGE });
    rows.push(...page.rows);
    more = page.more && page.rows.length > 0;
  }
  output.records(
    rows.map(({ id, site, finding_type, subject, detected_at, status, disposition }) => ({
      ...{ id, site, finding_type, subject, detected_at: toIso(detected_at), status, disposition },
    })),
    [
      { title: 'ID', of: ({ id }) => id },
      { title: 'DETECTED', of: ({ detected_at }) => detected_at },
      { title: 'SITE', of: ({ site }) => site },
      { title: 'TYPE', of: ({ finding_type }) => finding_type },
      { title: 'STATUS', of: ({ status }) => status },
      { title: 'DISPOSITION', of: ({ disposition }) => disposition },
    ],
  );
  return DONE;
}

/** The alarms that were the worst, with the change that their findings propose. */
async function offend(
  asked: Input<'indicators.offenders'>,
  { output, ask }: CommandContext,
): Promise<typeof DONE> {
  const { offenders } = await ask('indicators.offenders', asked);
  output.records(offenders, [
    { title: 'TYPE', of: ({ finding_type }) => finding_type },
    { title: 'SITE', of: ({ site }) => site },
    { title: 'SUBJECT', of: ({ subject }) => subject },
    { title: 'ALERTS', of: ({ alerts }) => alerts },
    { title: 'CHATTERING', of: ({ chattering }) => chattering },
    { title: 'STALE', of: ({ stale }) => stale },
    { title: 'FALSE', of: ({ false_share }) => rounded(false_share === null ? null : 100 * false_share) },
    {
      title: 'TRY',
      of: ({ proposal }) =>
        proposal === null ? null : `${proposal.change.field}=${JSON.stringify(proposal.change.value)}`,
    },
  ]);
  return DONE;
}

function scopeOf(given: Given): IndicatorScope {
  const text = (name: (typeof PLACES)[number]) => given.text(name);
  const [site, client, tenant] = [text('site'), text('client'), text('tenant')];
  const [desk, operator, rule] = [text('console'), text('operator'), text('rule')];
  const several = [site, client ?? tenant, desk, operator, rule].filter((each) => each !== undefined);
  if (several.length > 1) throw new UsageError('Name one place, person or rule.');
  if (site !== undefined) return { of: 'SITE', site };
  if (client !== undefined) return { of: 'CLIENT', client, ...(tenant === undefined ? {} : { tenant }) };
  if (tenant !== undefined) return { of: 'TENANT', tenant };
  if (desk !== undefined) return { of: 'CONSOLE', desk };
  if (operator !== undefined) return { of: 'OPERATOR', operator };
  return rule === undefined ? { of: 'ALL' } : { of: 'RULE', rule };
}

/** What programs read. `first`: the same of the first thirty days. */
const recordOf = (
  { value, n, target, status, unit, sense, low, high, parts }: Indicator,
  first: number | null | undefined,
) => ({
  ...{ value, n, target, status, unit, sense, low, high },
  parts: Object.fromEntries(parts.map((part) => [part.name, part.value])),
  ...(first === undefined ? {} : { first }),
});

const SIGNS = { UNDER: '<', AT_MOST: '≤', AT_LEAST: '≥', OVER: '>', ABOUT: 'about' } as const;

const rounded = (value: number | null): string | null =>
  value === null ? null : String(Math.round(value * 1_000) / 1_000);

const columnsOf = (first: ReadonlyMap<string, number | null>): readonly Column<Indicator>[] => [
  { title: 'INDICATOR', of: ({ name }) => name },
  { title: 'VALUE', of: ({ value }) => rounded(value) },
  { title: 'N', of: ({ n }) => rounded(n) },
  {
    title: 'TARGET',
    of: ({ target, sense }) => (target === null || sense === null ? null : `${SIGNS[sense]} ${target}`),
  },
  { title: 'STATUS', of: ({ status }) => status },
  { title: 'FIRST 30 DAYS', of: ({ name }) => rounded(first.get(name) ?? null) },
];
