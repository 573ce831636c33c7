import { createDetector } from '#core/anomaly/create-detector.ts';
import { gridOfInterval } from '#core/anomaly/interval.ts';
import type { Sensitivity } from '#core/model/audit-config.ts';
import type { Judgement, Scored } from './judge.ts';
import { judge, recallOf, thresholdFor } from './judge.ts';
import type { Scorer } from './scores.ts';
import { SCORERS, scorerNames } from './scores.ts';
import type { Family } from './series.ts';
import { FAMILIES, seriesOf } from './series.ts';

/** What one family came to. Recall is a share of its labels. */
export type FamilyMeasure = {
  readonly family: string;
  readonly labels: number;
  /** At the thresholds of the product. */
  readonly at: Readonly<Record<Sensitivity, { readonly recall: number; readonly false_per_day: number }>>;
  /** Recall of each detector with as many false alarms as the measure allows. */
  readonly equal: Readonly<Record<Scorer, number>>;
  /** Recall at MEDIUM by what was done. */
  readonly causes: Readonly<Record<string, string>>;
};

const SENSITIVITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;
/** False alarms that each detector is allowed, per thousand rows. */
export const ALLOWED = 0.2;

export const measureFamilies = (series: number, seeds: readonly number[]): readonly FamilyMeasure[] =>
  FAMILIES.map((family) => measureFamily(family, series, seeds));

function measureFamily(family: Family, series: number, seeds: readonly number[]): FamilyMeasure {
  const all = seeds.flatMap((seed) =>
    Array.from({ length: series }, (_, one) => seriesOf(family, `${seed}.${one}`)),
  );
  const scoredBy = (scorer: Scorer): readonly Scored[] =>
    all.map((each) => ({ series: each, scores: SCORERS[scorer](each) }));
  const detector = createDetector(family.kind, gridOfInterval(family.interval));
  const vigil = scoredBy('Vigil');
  const atSensitivity = (sensitivity: Sensitivity): Judgement =>
    judge(vigil, detector.thresholdOf(sensitivity));
  const rows = all.reduce((sum, { values }) => sum + values.length, 0);
  const allowed = (ALLOWED * rows) / 1_000;
  const recallAtEqual = (scorer: Scorer): number => {
    if (scorer === 'eight buckets alone' && family.kind === 'COUNT') return Number.NaN;
    const scored = scorer === 'Vigil' ? vigil : scoredBy(scorer);
    return recallOf(judge(scored, thresholdFor(scored, allowed)));
  };
  return {
    family: family.name,
    labels: all.reduce((sum, { labels }) => sum + labels.length, 0),
    at: recordOf(SENSITIVITIES, (sensitivity) => {
      const judged = atSensitivity(sensitivity);
      return { recall: recallOf(judged), false_per_day: judged.false_alarms / judged.days };
    }),
    equal: recordOf(scorerNames, recallAtEqual),
    causes: causesOf(atSensitivity('MEDIUM')),
  };
}

const recordOf = <Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key) => Value,
): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>; // safe: one entry for each key

function causesOf({ labels }: Judgement): Readonly<Record<string, string>> {
  const causes = [...new Set(labels.map(({ label }) => label.cause))].sort();
  return recordOf(causes, (cause) => {
    const its = labels.filter(({ label }) => label.cause === cause);
    return `${its.filter(({ found }) => found).length}/${its.length}`;
  });
}
