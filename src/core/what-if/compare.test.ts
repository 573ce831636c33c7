import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { compareRuns } from './compare.ts';
import type { RecordedFinding, TriedFinding } from './tried.ts';

const SPAN = { from: 0, to: 2 * DAY };

const tried = (at: number, given: Partial<TriedFinding> = {}): TriedFinding => ({
  site: 'S-1',
  finding_type: 'SILENT_SITE',
  subject: '',
  severity: 'HIGH',
  detected_at: at,
  condition_started_at: at - HOUR,
  ended_at: at + HOUR,
  alerted_at: at,
  ...given,
});
const judged = (finding: TriedFinding, disposition: RecordedFinding['disposition']): RecordedFinding => ({
  ...finding,
  id: `F-${finding.detected_at}`,
  disposition,
});

it('tells which true finding would not be raised, would not be told, or told later', () => {
  const before = [tried(5 * HOUR), tried(10 * HOUR), tried(20 * HOUR), tried(30 * HOUR)];
  const after = [
    tried(10 * HOUR, { alerted_at: null }),
    tried(20 * HOUR + 20 * MINUTE),
    tried(30 * HOUR + MINUTE - 1),
  ];
  const recorded = before.map((finding) => judged(finding, 'TRUE_POSITIVE'));
  const { losses } = compareRuns({ before, after, recorded }, SPAN);
  expect(losses.map(({ how, finding, by_ms }) => [how, finding.detected_at / HOUR, by_ms])).toEqual([
    ['NOT_RAISED', 5, 0],
    ['NOT_TOLD', 10, 0],
    ['LATER', 20, 20 * MINUTE],
  ]);
});

it('counts no true finding as lost that today’s settings do not raise either', () => {
  const recorded = [judged(tried(5 * HOUR), 'TRUE_POSITIVE')];
  const { losses, judged: counted } = compareRuns({ before: [], after: [], recorded }, SPAN);
  expect(losses).toEqual([]);
  expect(counted).toEqual({ true_positive: 0, false_positive: 0, not_repeated: 1 });
});

it('tells nobody’s alert as lost where there was none, and counts what nobody has judged as nothing', () => {
  const untold = tried(5 * HOUR, { alerted_at: null });
  const recorded = [judged(untold, 'TRUE_POSITIVE'), judged(untold, null)];
  for (const after of [[untold], [tried(5 * HOUR)]]) {
    const { losses, judged: counted } = compareRuns({ before: [untold], after, recorded }, SPAN);
    expect(losses).toEqual([]);
    expect(counted).toEqual({ true_positive: 1, false_positive: 0, not_repeated: 0 });
  }
});

it('takes the first of several that are the same trouble', () => {
  const before = [tried(5 * HOUR)];
  const after = [tried(5 * HOUR + 50 * MINUTE), tried(5 * HOUR)];
  const recorded = [judged(tried(5 * HOUR), 'TRUE_POSITIVE')];
  for (const run of [after, after.toReversed()])
    expect(compareRuns({ before, after: run, recorded }, SPAN).losses).toEqual([]);
});

it('knows the same trouble when one begins soon after the other ended, whichever is first', () => {
  const first = tried(5 * HOUR);
  const soon = tried(7 * HOUR + 10 * MINUTE);
  const later = tried(7 * HOUR + 20 * MINUTE);
  const added = (before: TriedFinding, after: TriedFinding) =>
    compareRuns({ before: [before], after: [after], recorded: [] }, SPAN).added.length;
  expect([added(first, soon), added(soon, first), added(first, later), added(later, first)]).toEqual([
    0, 0, 1, 1,
  ]);
});

it('tells which false findings would be gone, and what would be new', () => {
  const [kept, gone] = [tried(5 * HOUR), tried(20 * HOUR)];
  const fresh = tried(30 * HOUR);
  const { spared, added } = compareRuns(
    {
      before: [kept, gone],
      after: [kept, fresh],
      recorded: [judged(kept, 'FALSE_POSITIVE'), judged(gone, 'FALSE_POSITIVE')],
    },
    SPAN,
  );
  expect(spared.map(({ detected_at }) => detected_at)).toEqual([20 * HOUR]);
  expect(added).toEqual([fresh]);
});

it('takes neither another site, type or subject nor another time for the same trouble', () => {
  const others = [
    tried(5 * HOUR, { site: 'S-2' }),
    tried(5 * HOUR, { finding_type: 'DURESS' }),
    tried(5 * HOUR, { subject: 'person:G-1' }),
    tried(8 * HOUR),
  ];
  const { added } = compareRuns({ before: [tried(5 * HOUR)], after: others, recorded: [] }, SPAN);
  expect(added).toHaveLength(4);
});

it('knows the same trouble when it was found earlier and lasts', () => {
  const lasting = tried(30 * HOUR, { condition_started_at: HOUR, detected_at: 2 * HOUR, ended_at: null });
  const { added } = compareRuns({ before: [tried(40 * HOUR)], after: [lasting], recorded: [] }, SPAN);
  expect(added).toEqual([]);
});

it('counts findings and alerts by day, and how long each type was open', () => {
  const before = [
    tried(5 * HOUR),
    tried(6 * HOUR, { alerted_at: null }),
    tried(30 * HOUR, { ended_at: null }),
  ];
  const { days, types, findings } = compareRuns({ before, after: [], recorded: [] }, SPAN);
  expect(days).toEqual([
    { at: 0, before: { findings: 2, alerts: 1 }, after: { findings: 0, alerts: 0 } },
    { at: DAY, before: { findings: 1, alerts: 1 }, after: { findings: 0, alerts: 0 } },
  ]);
  expect(types).toEqual([
    {
      finding_type: 'SILENT_SITE',
      before: { findings: 3, open_ms: HOUR + HOUR + 18 * HOUR },
      after: { findings: 0, open_ms: 0 },
    },
  ]);
  expect(findings).toEqual({ before: 3, after: 0 });
});
