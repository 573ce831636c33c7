import type { OFFENDER_ORDERS, Offender } from '#contract/indicators.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { proportion } from '#core/indicators/proportion.ts';
import { HOUR } from '#core/model/time.ts';
import { type Proposal, propose } from '#core/tuning/propose.ts';
import type { AlarmSums, IndicatorQuestion, ReadModel } from '#main/ports/read-model.ts';
import type { Span } from './indicator-facts.ts';
import type { Asked } from './indicator-places.ts';

type Order = (typeof OFFENDER_ORDERS)[number];
type Reads = ReadModel['indicators'];

/** What one person can look at. */
const MOST = 20;

const keyOf = ({ finding_type, site, subject }: AlarmSums): string =>
  JSON.stringify([finding_type, site, subject]);

/** Adds up the findings of each alarm, some hours at a time, so that no other question waits for all of them. */
export async function readOffenders(
  indicators: Pick<Reads, 'byAlarm'>,
  asked: Asked,
  days: readonly Span[],
  pause: () => Promise<void>,
): Promise<readonly AlarmSums[]> {
  const sums = new Map<string, AlarmSums>();
  for (const hours of days.flatMap(inSteps)) {
    for (const part of indicators.byAlarm({ ...asked, ...hours })) {
      const key = keyOf(part);
      const known = sums.get(key);
      sums.set(key, known === undefined ? part : added(known, part));
    }
    await pause();
  }
  return [...sums.values()];
}

/** So much of a day is read in one go. */
const STEP = 6 * HOUR;

function inSteps({ from, to }: Span): readonly Span[] {
  const steps = Math.ceil((to - from) / STEP);
  return Array.from({ length: steps }, (_, step) => ({
    from: from + step * STEP,
    to: Math.min(to, from + (step + 1) * STEP),
  }));
}

const added = (a: AlarmSums, b: AlarmSums): AlarmSums => ({
  ...a,
  findings: a.findings + b.findings,
  alerts: a.alerts + b.alerts,
  chattering: a.chattering + b.chattering,
  stale: a.stale + b.stale,
  true_positive: a.true_positive + b.true_positive,
  benign: a.benign + b.benign,
  false_positive: a.false_positive + b.false_positive,
  undetermined: a.undetermined + b.undetermined,
});

/** How bad an alarm is; nothing is no offence. Of shares the least that is likely, so that one of one is not worse than nineteen of twenty. */
const badness: Readonly<Record<Order, (sums: AlarmSums) => number>> = {
  ALERTS: ({ alerts }) => alerts,
  CHATTERING: ({ chattering }) => chattering,
  STALE: ({ stale }) => stale,
  FALSE: (sums) => (sums.false_positive === 0 ? 0 : (falseShare(sums).low ?? 0)),
};

const falseShare = ({ true_positive, benign, false_positive }: AlarmSums) =>
  proportion(false_positive, true_positive + benign + false_positive);

/** The worst alarms, with what their findings propose; they are read alarm by alarm, so that no other question waits for all of them. */
export async function worstOf(
  sums: readonly AlarmSums[],
  by: Order,
  { byCode }: Fleet,
  question: IndicatorQuestion,
  indicators: Pick<Reads, 'judgedOf'>,
  pause: () => Promise<void>,
): Promise<Offender[]> {
  const bad = badness[by];
  const worst = sums
    .map((alarm) => ({ alarm, bad: bad(alarm), key: keyOf(alarm) }))
    .filter((each) => each.bad > 0)
    .sort((a, b) => b.bad - a.bad || b.alarm.alerts - a.alarm.alerts || (a.key < b.key ? -1 : 1))
    .slice(0, MOST);
  const together = Map.groupBy(sums, placeOf);
  const told: Offender[] = [];
  for (const { alarm } of worst) {
    await pause();
    const site = alarm.site === null ? undefined : byCode.get(alarm.site);
    const same = together.get(placeOf(alarm)) ?? [];
    const total = (of: 'true_positive' | 'benign') => same.reduce((sum, each) => sum + each[of], 0);
    const judged = site === undefined ? [] : indicators.judgedOf(question, alarm);
    const proposal =
      site === undefined
        ? null
        : propose(alarm.finding_type, site.audit, judged, {
            judged_true: total('true_positive'),
            judged_benign: total('benign'),
          });
    const { share, low, high } = falseShare(alarm);
    const { finding_type, subject, findings, alerts, chattering, stale } = alarm;
    const { true_positive, benign, false_positive, undetermined } = alarm;
    told.push({
      ...{ finding_type, site: alarm.site, subject, findings, alerts, chattering, stale },
      ...{ true_positive, benign, false_positive, undetermined },
      ...{ false_share: share, low, high, proposal: proposal === null ? null : toDto(proposal) },
    });
  }
  return told;
}

const placeOf = ({ finding_type, site }: AlarmSums): string => `${finding_type} ${site}`;

const toDto = ({ change, ...rest }: Proposal): Offender['proposal'] => ({
  ...rest,
  change: { field: change.field, value: plain(change.value) },
});

/** As a trial takes it: JSON that may be written to. */
function plain(value: Proposal['change']['value']): NonNullable<Offender['proposal']>['change']['value'] {
  if (typeof value === 'string') return value;
  return 'min_count' in value ? { ...value } : [...value];
}
