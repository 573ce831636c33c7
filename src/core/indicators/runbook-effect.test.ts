import { expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import type { RunbookUse } from './runbook-effect.ts';
import { runbookEffect } from './runbook-effect.ts';

const use = (given: Partial<RunbookUse> = {}): RunbookUse => ({
  version: 2,
  detected_at: 0,
  acknowledged_at: 2 * MINUTE,
  resolved_at: 10 * MINUTE,
  disposition: 'TRUE_POSITIVE',
  escalated: false,
  reopened: false,
  came_back: false,
  ...given,
});
const effectOf = (uses: readonly RunbookUse[]) =>
  runbookEffect({ version: 2, escalation_sla_minutes: 15, steps: 2, uses, ticks: [] });

it('calls it a success that was resolved within the time of the runbook and did not come back', () => {
  const uses = [
    use({ resolved_at: 15 * MINUTE }),
    use({ resolved_at: 15 * MINUTE + 1 }),
    use({ reopened: true }),
    use({ came_back: true }),
    use({ resolved_at: null, disposition: null }),
  ];
  const { used, success, reopened } = effectOf(uses);
  expect(used).toBe(5);
  expect(success).toMatchObject({ n: 4, share: 1 / 4 });
  expect(reopened).toMatchObject({ n: 4, share: 2 / 4 });
});

it('tells the time to acknowledge of all, the time to resolve of those that were, and how often it was passed on', () => {
  const open = use({ resolved_at: null, disposition: null, escalated: true });
  const { to_acknowledge, to_resolve, escalated } = effectOf([
    use({ acknowledged_at: null }),
    use({ acknowledged_at: 4 * MINUTE, resolved_at: 12 * MINUTE }),
    open,
  ]);
  expect(to_acknowledge).toMatchObject({ n: 2, median: 3 });
  expect(to_resolve).toMatchObject({ n: 2, median: 11 });
  expect(escalated).toMatchObject({ n: 3, share: 1 / 3 });
});

it('counts what people judged', () => {
  const judged = [
    use(),
    use({ disposition: 'FALSE_POSITIVE' }),
    use({ resolved_at: null, disposition: null }),
  ];
  expect(effectOf(judged).dispositions).toEqual({
    TRUE_POSITIVE: 1,
    BENIGN: 0,
    FALSE_POSITIVE: 1,
    UNDETERMINED: 0,
  });
});

it('tells of every step how often it was done and how long it took, also of one that nobody does', () => {
  const ticks = [
    { version: 2, step: 0, took: MINUTE },
    { version: 2, step: 0, took: 3 * MINUTE },
  ];
  const { steps } = runbookEffect({
    version: 2,
    escalation_sla_minutes: 15,
    steps: 2,
    uses: [use(), use(), use()],
    ticks,
  });
  expect(steps).toMatchObject([
    { step: 0, ticked: { n: 3, share: 2 / 3 }, took: { n: 2, median: 2 } },
    { step: 1, ticked: { n: 3, share: 0 }, took: { n: 0, median: null } },
  ]);
});
