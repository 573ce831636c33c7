import { figuresOf } from '#test/kit/figures.ts';
import type { TypeResult } from '#test/kit/truth.ts';
import { type Measured, precisionOf, recallOf } from './measure.ts';
import type { HeardOutage } from './outages.ts';
import { isPrompt } from './promptness.ts';

/** One goal of issue 3 and what a story came to. `met` null: the story says nothing about it. */
export type Goal = { readonly goal: string; readonly figure: string; readonly met: boolean | null };

/** Rules whose evidence is statistical or circumstantial have goals of their own. */
const SOFT = /^(ANOMALY_|CHECKPOINT_PATTERN$)/;
/** A replay misses no slot, and no person reports anything in it. */
const NOT_IN_A_REPLAY = new Set(['AUDIT_GAP', 'MANUAL']);
const SIGNAL_RULES = /^(CRITICAL_SIGNAL_|SILENT_SITE$|SOURCE_SILENT$|DEVICE_)/;

/** Every goal that a story can be held against. */
export function goalsOf(measured: Measured): readonly Goal[] {
  return [...foundGoals(measured), ...promptGoals(measured), ...loadGoals(measured)];
}

function foundGoals({ comparison, not_injected }: Measured): readonly Goal[] {
  const hard = comparison.types.filter(({ finding_type }) => !SOFT.test(finding_type));
  const patterns = comparison.types.filter(({ finding_type }) => finding_type === 'CHECKPOINT_PATTERN');
  return [
    atLeast('recall of every rule that is not statistical: 100 %', hard, recallOf, 1),
    atLeast('precision of each of them: 99 %', hard, precisionOf, 0.99),
    atLeast('recall of CHECKPOINT_PATTERN: 90 %', patterns, recallOf, 0.9),
    atLeast('precision of CHECKPOINT_PATTERN: 95 %', patterns, precisionOf, 0.95),
    {
      goal: 'every rule is injected that a replay can find',
      figure: not_injected.join(', ') || 'all',
      met: not_injected.every((type) => NOT_IN_A_REPLAY.has(type)),
    },
  ];
}

/** The worst of some types decides, and is named. */
function atLeast(
  goal: string,
  types: readonly TypeResult[],
  rateOf: (type: TypeResult) => number | null,
  least: number,
): Goal {
  const rates = types.flatMap((type) => {
    const rate = rateOf(type);
    return rate === null ? [] : { type: type.finding_type, rate };
  });
  const worst = rates.sort((a, b) => a.rate - b.rate)[0];
  if (worst === undefined) return { goal, figure: 'none', met: null };
  const below = rates.filter(({ rate }) => rate < least).length;
  const figure = `${percent(worst.rate)}, ${worst.type}${below > 1 ? ` and ${below - 1} more below` : ''}`;
  return { goal, figure: worst.rate === 1 ? percent(1) : figure, met: worst.rate >= least };
}

function promptGoals({ judged }: Measured): readonly Goal[] {
  const within = (goal: string, types: RegExp): Goal => {
    const own = judged.filter(({ truth }) => types.test(truth.finding_type));
    if (own.length === 0) return { goal, figure: 'none', met: null };
    const late = own.filter((each) => !each.late_data && !isPrompt(each));
    const apart = own.filter(({ late_data }) => late_data).length;
    const { max } = figuresOf(own.filter(({ late_data }) => !late_data).map(({ taken }) => taken / 1_000));
    const figure = `max ${max} s, ${late.length} of ${own.length} later, ${apart} more by late data`;
    return { goal, figure, met: late.length === 0 };
  };
  return [
    within('LONE_WORKER_OVERDUE within 60 s of the deadline', /^LONE_WORKER_OVERDUE$/),
    within('DURESS within 1 s of receipt', /^DURESS$/),
    within('signal rules within one heartbeat', SIGNAL_RULES),
    within('every rule within one turn of its cadence', /./),
  ];
}

function loadGoals(measured: Measured): readonly Goal[] {
  const { alerts_per_site_day: alerts, quiet_weeks: quiet, console: load } = measured;
  return [
    {
      goal: 'under 10 alerts per site and day',
      figure: `mean ${hundredths(alerts.mean)}, worst site and day ${alerts.worst}`,
      met: alerts.worst < 10,
    },
    {
      goal: 'under 1 alert per week on sites without injected trouble',
      figure: `mean ${hundredths(quiet.mean)}, worst ${quiet.worst}, of ${quiet.weeks} weeks of ${quiet.week_days} days`,
      met: quiet.weeks === 0 ? null : quiet.mean < 1,
    },
    outageGoal('an outage of a whole source is 1 notification', measured.source_outages),
    outageGoal('an outage of a site is 1 notification', measured.site_outages),
    {
      goal: 'a console has over 10 alarms in under 1 % of all 10 minutes (ISA-18.2, EEMUA 191)',
      figure: `${percent(load.over_10)}, mean ${hundredths(load.mean)}, max ${load.max}`,
      met: load.over_10 < 0.01,
    },
  ];
}

function outageGoal(goal: string, outages: readonly HeardOutage[]): Goal {
  if (outages.length === 0) return { goal, figure: 'none', met: null };
  const { max } = figuresOf(outages.map(({ notifications }) => notifications));
  const one = outages.filter(({ notifications }) => notifications === 1).length;
  return { goal, figure: `${one} of ${outages.length} were 1, max ${max}`, met: one === outages.length };
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100} %`;
const hundredths = (value: number): number => Math.round(value * 100) / 100;
