import { MOST_TRIED_DAYS, TrialOrder, type TrialResult } from '#contract/what-if.ts';
import { readAs } from '#core/kit/read-as.ts';
import { DAY, toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command } from '../command.ts';
import { isoOrNull } from '../instants.ts';
import { plain } from '../output.ts';
import type { TriedOrder } from '../parts.ts';
import { DONE, UsageError } from '../usage.ts';

/** Replays what came in as the settings are and as they would be. Nothing is changed. */
export const whatIfCommand: Command = {
  usage:
    'vigil what-if (--site CODE,… | --group NAME | --client CODE --tenant CODE | --tenant CODE) --set field=value… [--from T --to T | --days N] [--db FILE] [--json]',
  operands: false,
  options: {
    site: { type: 'string', multiple: true },
    group: { type: 'string' },
    client: { type: 'string' },
    tenant: { type: 'string' },
    set: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    days: { type: 'string' },
  },
  async run(given, { output, parts, file }) {
    const order = orderOf(given);
    const listener = { progress: output.tell, interrupted: parts.interrupted };
    const tried = await parts.whatIf({ file, order }, listener);
    output.result(recordOf(tried), () => inWords(tried).map(plain).join('\n'));
    return DONE;
  },
};

function orderOf(given: Given): TrialOrder {
  const changes = given.all('set').map(changeOf);
  if (changes.length === 0) throw new UsageError('--set is missing: --set field=value');
  const order = readAs(TrialOrder, { target: targetOf(given), changes, ...whenOf(given) });
  if (order.success) return order.data;
  const [issue] = order.error.issues;
  throw new UsageError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be tried'}`);
}

function targetOf(given: Given): unknown {
  const [sites, group, client, tenant] = [
    given.texts('site'),
    given.text('group'),
    given.text('client'),
    given.text('tenant'),
  ];
  const named = [sites.length > 0, group !== undefined, client !== undefined || tenant !== undefined];
  if (named.filter((is) => is).length !== 1)
    throw new UsageError('say where, in one way: --site, --group, --client with --tenant, or --tenant');
  if (sites.length > 0) return { scope: 'SITE', sites };
  if (group !== undefined) return { scope: 'GROUP', group };
  if (tenant === undefined) throw new UsageError('--tenant is missing: whose client it is');
  return client === undefined ? { scope: 'TENANT', tenant } : { scope: 'CLIENT', tenant, client };
}

/** As a value is written in a file: JSON, or else text. */
function changeOf(set: string): { readonly field: string; readonly value: unknown } {
  const split = set.indexOf('=');
  if (split < 1) throw new UsageError(`--set ${set}: expected field=value`);
  const [field, text] = [set.slice(0, split).replace(/^audit\./, ''), set.slice(split + 1)];
  try {
    return { field, value: JSON.parse(text) };
  } catch {
    return { field, value: text };
  }
}

function whenOf(given: Given): object {
  const [from, to] = [given.instant('from'), given.instant('to')];
  const days = given.whole('days', 1, MOST_TRIED_DAYS);
  if (from === undefined && to === undefined) return days === undefined ? {} : { days };
  if (days !== undefined) throw new UsageError('--days and --from with --to: give one of them');
  if (from === undefined || to === undefined) throw new UsageError('--from and --to: give both');
  if (from >= to) throw new UsageError('--to must be after --from');
  return { span: { from, to } };
}

/** As FORMATS names fields: snake_case, instants in UTC. */
function recordOf({ from, to, sites, version, result }: TriedOrder): object {
  const { losses, spared, added, days, ...numbers } = result;
  return {
    ...{ from: toIso(from), to: toIso(to), sites, version, ...numbers },
    days: days.map(({ at, ...day }) => ({ at: toIso(at), ...day })),
    losses: {
      total: losses.total,
      first: losses.first.map(({ finding, ...loss }) => ({ ...loss, finding: foundRecord(finding) })),
    },
    spared: { total: spared.total, first: spared.first.map(foundRecord) },
    added: { total: added.total, first: added.first.map(foundRecord) },
  };
}

type Found = TrialResult['added']['first'][number];

const foundRecord = (found: Found): object => ({
  ...found,
  detected_at: toIso(found.detected_at),
  condition_started_at: toIso(found.condition_started_at),
  ended_at: isoOrNull(found.ended_at),
  alerted_at: isoOrNull(found.alerted_at),
});

function inWords({ from, to, sites, result }: TriedOrder): readonly string[] {
  const { findings, console: load, losses, spared, added, judged } = result;
  const days = (to - from) / DAY;
  const aDay = (count: number) => (count / days).toFixed(1);
  return [
    `${sites.length === 1 ? '1 site' : `${sites.length} sites`}, ${toIso(from)} to ${toIso(to)}: as it is → as it would be`,
    `findings      ${findings.before} → ${findings.after} (a day ${aDay(findings.before)} → ${aDay(findings.after)})`,
    `alerts        ${load.before.alerts} → ${load.after.alerts} (a day ${aDay(load.before.alerts)} → ${aDay(load.after.alerts)})`,
    `console       busiest 10 min ${load.before.busiest} → ${load.after.busiest}, floods ${load.before.floods} → ${load.after.floods}`,
    judged.true_positive === 0
      ? 'lost          nobody has judged a finding of these days true: what would be lost is not known'
      : `lost          ${losses.total} of ${judged.true_positive} that people judged true`,
    ...losses.first.map(({ how, finding }) => `  ${how}  ${lineOf(finding)}`),
    `gone          ${spared.total} of ${judged.false_positive} that people judged false`,
    `new           ${added.total}`,
    ...added.first.map((found) => `  ${lineOf(found)}`),
    'A trial does not know what people would have done, nor outages of sources while Vigil did not run.',
  ];
}

const lineOf = ({ detected_at, severity, site, finding_type, subject }: Found): string =>
  [toIso(detected_at), severity.padEnd(8), site, finding_type, subject || '-'].join('  ');
