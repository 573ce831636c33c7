import { QUARTER_HOURS } from '#core/anomaly/grid.ts';
import { createSiteQuarters, QUARTER, quarterAt } from '#core/anomaly/quarters.ts';
import { correctionOf, isTaken } from '#core/anomaly/sample.ts';
import { anomalyOf } from '#core/audit/rules/anomaly.ts';
import type { Disposition, Finding } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import type { LessonRow, Store } from '#main/ports/store.ts';
import { DETECTORS } from './detectors.ts';
import type { Models } from './models.ts';

type Verdict = LessonRow['verdict'];

/** What a disposition says of the habit: that this belongs to it, or not; null: nothing. */
const VERDICT: Readonly<Record<Disposition, Verdict | null>> = {
  BENIGN: 'NORMAL',
  FALSE_POSITIVE: 'NORMAL',
  TRUE_POSITIVE: 'TAKEN_OUT',
  UNDETERMINED: null,
};

/**
 * What people say of an anomaly goes into its model (DETECTION part C, 9): what was normal is learned as it was, unclipped; what
 * was a real problem is taken out. A finding teaches once; another disposition later changes nothing. Returns what must be
 * written with the resolution; null: nothing.
 */
export function teach(
  finding: Finding,
  site: Site,
  store: Store,
  models: Models,
  now: EpochMs,
): (() => void) | null {
  const metric = anomalyOf(finding.finding_type)?.metric;
  const verdict = finding.disposition === null ? null : VERDICT[finding.disposition];
  const stream = models.streamsOf(site).find((each) => each.metric === metric);
  if (verdict === null || stream === undefined || store.baselines.lesson(finding.id) !== null) return null;
  const known = models.of(site);
  const model = known.stateOf(stream.stream);
  if (model === null || known.taken_to === null) return null;
  const detector = DETECTORS[model.kind];
  const quartersOf = createSiteQuarters(site, new Set());
  for (const { quarter, samples } of store.baselines.scored(
    [site.id],
    ...spanOf(finding, known.taken_to, now),
  )) {
    const sample = samples.find((each) => each.stream === stream.stream);
    // Without an expectation it was counted while nobody looked, and what its model learned of it was not noted yet.
    if (sample === undefined || !isTaken(sample) || sample.expected === null) continue;
    const { exposure, sum } = correctionOf(sample, verdict, QUARTER_HOURS.width);
    if (exposure !== 0 || sum !== 0) detector.relearn(model.state, quartersOf(quarter).slot, exposure, sum);
  }
  const checkpoint = known.checkpoint();
  const { taken_to } = known;
  return () => {
    store.baselines.teach({ finding_id: finding.id, site_id: site.id, quarter: taken_to, verdict });
    if (checkpoint !== null) store.baselines.keep([checkpoint]);
    known.kept_to = taken_to;
  };
}

/** The buckets that the finding is about: from the window of its first alarm until it was over. */
function spanOf(finding: Finding, takenTo: number, now: EpochMs): readonly [from: number, to: number] {
  const minutes = finding.explanation.values.find(({ name }) => name === 'window')?.value;
  const window = typeof minutes === 'number' ? (minutes * MINUTE) / QUARTER : 1;
  const from = quarterAt(finding.condition_started_at) - window;
  const end = finding.condition === 'CLEARED' ? finding.last_seen_at : now;
  return [from, Math.min(takenTo, quarterAt(end))];
}
