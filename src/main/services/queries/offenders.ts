import type { OFFENDER_ORDERS, Offender } from '#contract/indicators.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { proportion } from '#core/indicators/proportion.ts';
import { type Proposal, propose } from '#core/tuning/propose.ts';
import type { AlarmSums, IndicatorQuestion, ReadModel } from '#main/ports/read-model.ts';
import { questionsBySite, type Span } from './indicator-facts.ts';
import type { Asked } from './indicator-places.ts';

type Order = (typeof OFFENDER_ORDERS)[number];
type Reads = ReadModel['indicators'];

/** What one person can look at. */
const MOST = 20;

const keyOf = ({ finding_type, site, subject }: AlarmSums): string =>
  JSON.stringify([finding_type, site, subject]);

/** The worst alarms, and what people judged of each type at a site, whatever it was about. */
type Found = {
  readonly worst: readonly AlarmSums[];
  readonly judged: ReadonlyMap<string, { readonly judged_true: number; readonly judged_benign: number }>;
};

/** Adds up the findings of each alarm, a site at a time, so that no other question waits for all of them. */
export async function readOffenders(
  indicators: Pick<Reads, 'byAlarm' | 'foundAt'>,
  asked: Asked,
  span: Span,
  by: Order,
  pause: () => Promise<void>,
): Promise<Found> {
  const judged = new Map<string, { judged_true: number; judged_benign: number }>();
  let worst: readonly AlarmSums[] = [];
  for (const [site, question] of questionsBySite(indicators, asked)) {
    const sums = merged(indicators.byAlarm({ ...question, ...span }, site));
    for (const [place, same] of Map.groupBy(sums, placeOf)) {
      const total = (of: 'true_positive' | 'benign') => same.reduce((sum, each) => sum + each[of], 0);
      judged.set(place, { judged_true: total('true_positive'), judged_benign: total('benign') });
    }
    worst = worstOf([...worst, ...sums], by);
    await pause();
  }
  return { worst, judged };
}

/** An alarm has findings in the database and in the archive. */
function merged(parts: readonly AlarmSums[]): readonly AlarmSums[] {
  const sums = new Map<string, AlarmSums>();
  for (const part of parts) {
    const key = keyOf(part);
    const known = sums.get(key);
    sums.set(key, known === undefined ? part : added(known, part));
  }
  return [...sums.values()];
}

function worstOf(sums: readonly AlarmSums[], by: Order): readonly AlarmSums[] {
  const bad = badness[by];
  return sums
    .map((alarm) => ({ alarm, bad: bad(alarm), key: keyOf(alarm) }))
    .filter((each) => each.bad > 0)
    .sort((a, b) => b.bad - a.bad || b.alarm.alerts - a.alarm.alerts || (a.key < b.key ? -1 : 1))
    .slice(0, MOST)
    .map(({ alarm }) => alarm);
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

/** The worst alarms with what their findings propose; they are read alarm by alarm, so that no other question waits for all of them. */
export async function toldOffenders(
  { worst, judged }: Found,
  { byCode }: Fleet,
  question: IndicatorQuestion,
  indicators: Pick<Reads, 'judgedOf'>,
  pause: () => Promise<void>,
): Promise<Offender[]> {
  const told: Offender[] = [];
  for (const alarm of worst) {
    await pause();
    const site = alarm.site === null ? undefined : byCode.get(alarm.site);
    const proposal =
      site === undefined
        ? null
        : propose(alarm.finding_type, site.audit, indicators.judgedOf(question, alarm), {
            ...(judged.get(placeOf(alarm)) ?? { judged_true: 0, judged_benign: 0 }),
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
