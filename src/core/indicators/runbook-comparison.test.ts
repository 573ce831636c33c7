import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { comparedSide, winnerOf } from './runbook-comparison.ts';
import type { RunbookUse } from './runbook-effect.ts';

const NOW = 1_000 * MINUTE;
const use = (given: Partial<RunbookUse> = {}): RunbookUse => ({
  ...{
    version: 1,
    detected_at: 0,
    acknowledged_at: null,
    resolved_at: 5 * MINUTE,
    disposition: 'TRUE_POSITIVE',
  },
  ...{ escalated: false, reopened: false, came_back: false },
  ...given,
});
const TEN = { escalation_sla_minutes: 10, judged_after_minutes: 10 };
const side = (good: number, bad: number, version = 1) =>
  comparedSide(
    {
      ...{ ...TEN, version },
      uses: [
        ...Array.from({ length: good }, () => use()),
        ...Array.from({ length: bad }, () => use({ resolved_at: 20 * MINUTE })),
      ],
    },
    NOW,
  );

describe('a side of a comparison', () => {
  it('succeeds where a finding was resolved in its time and did not come back, and fails where it is open beyond it', () => {
    const uses = [
      use({ resolved_at: 10 * MINUTE }),
      use({ resolved_at: 10 * MINUTE + 1 }),
      use({ reopened: true }),
      use({ came_back: true }),
      use({ resolved_at: null, detected_at: NOW - 10 * MINUTE - 1 }),
      use({ resolved_at: null, detected_at: NOW - 10 * MINUTE }), // may still be resolved in time
    ];
    expect(comparedSide({ ...TEN, version: 3, uses }, NOW)).toMatchObject({
      ...{ version: 3, used: 6, needed: 25 },
      success: { n: 5, share: 0.2 },
    });
  });

  it('is judged of what came before the time of either version was over: until then only a success could count', () => {
    // Half of the findings are resolved after 5 minutes and half never, with either version; the other one has an hour.
    const uses = Array.from({ length: 100 }, (_, index) => {
      const detected_at = NOW - index * MINUTE;
      const resolved_at = index % 2 === 0 || index < 5 ? null : detected_at + 5 * MINUTE;
      return use({ detected_at, resolved_at });
    });
    const of = (escalation_sla_minutes: number) =>
      comparedSide({ version: 1, escalation_sla_minutes, judged_after_minutes: 60, uses }, NOW);
    expect(of(10).success).toMatchObject({ n: 39, share: 20 / 39 });
    expect(of(60).success).toMatchObject({ n: 39, share: 20 / 39 });
    expect(winnerOf(of(10), of(60))).toBe('NO_WINNER');
  });
});

describe('the winner of two versions', () => {
  it('is not told of few, however far apart they are', () => {
    expect(winnerOf(side(29, 0), side(0, 100))).toBe('TOO_FEW');
    expect(winnerOf(side(100, 0), side(0, 29))).toBe('TOO_FEW');
    expect(winnerOf(side(30, 0), side(0, 30))).toBe('FIRST');
  });

  it('is nobody while the intervals overlap, also where the difference alone would name one', () => {
    // 60 % and 75 % of 200: 53 to 67 and 69 to 81 do not overlap; of 100: 50 to 69 and 66 to 82 do.
    expect(winnerOf(side(120, 80), side(150, 50))).toBe('SECOND');
    expect(winnerOf(side(150, 50), side(120, 80))).toBe('FIRST');
    expect(winnerOf(side(60, 40), side(75, 25))).toBe('NO_WINNER');
    expect(winnerOf(side(75, 25), side(60, 40))).toBe('NO_WINNER');
    expect(winnerOf(side(50, 50), side(50, 50))).toBe('NO_WINNER');
  });
});
