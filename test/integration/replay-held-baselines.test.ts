import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Sample } from '#core/anomaly/sample.ts';
import type { BaselineRepo } from '#main/ports/store.ts';
import { createHeldBaselines } from '#main/services/replay/held-baselines.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const FIRST = 1_000;
const SITES = [1, 2];
const site_id = fc.constantFrom(...SITES);
const quarter = fc.integer({ min: FIRST, max: FIRST + 8 });
const number = fc.constantFrom(null, 0, 0.1, 3, -2.7);

const sampleDrawn: fc.Arbitrary<Sample> = fc.record({
  stream: fc.constantFrom(1, 2),
  state: fc.constantFrom('JUDGED', 'LEARNED', 'UNKNOWN'),
  ...{ value: number, expected: number, spread: number, score: number, learned: number },
  alarm: fc.boolean(),
});
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('scored' as const),
      ...{ site_id, quarter, samples: fc.array(sampleDrawn, { maxLength: 2 }) },
    }),
    fc.record({ kind: fc.constant('kept' as const), site_id, quarter, level: fc.constantFrom(0.5, 7) }),
    fc.record({ kind: fc.constant('dropped' as const), site_id, quarter }),
    fc.record({ kind: fc.constant('cleared' as const), site_id, quarter }),
  ),
  { maxLength: 25 },
);
type Step = typeof steps extends fc.Arbitrary<(infer Each)[]> ? Each : never;

function take(baselines: BaselineRepo, step: Step): void {
  if (step.kind === 'scored') baselines.saveScored([step]);
  else if (step.kind === 'dropped') baselines.dropAfter(step.site_id, step.quarter);
  else if (step.kind === 'cleared') baselines.clear([step.site_id], step.quarter);
  else {
    const state = new Float32Array([step.level]);
    baselines.keep([{ ...step, models: [{ stream: 1, kind: 'COUNT', state }] }]);
    // Models go on learning in the arrays that they were kept from.
    state.fill(99);
  }
}

/** All that is known, as a value that two stores can be compared by. */
const answers = ({ scored, checkpoints, newest }: BaselineRepo) =>
  [FIRST - 1, FIRST + 2, FIRST + 9].map((at) => ({
    scored: scored(SITES, FIRST + 1, at).map(({ quarter: of, site_id: site, samples }) => [
      of,
      site,
      samples,
    ]),
    kept: [checkpoints(SITES, at), checkpoints(SITES, null), newest(SITES)].map((found) =>
      found.map(({ site_id: site, quarter: of, kept_to, models }) => [
        ...[site, of, kept_to],
        models.map(({ stream, kind, state }) => [stream, kind, ...state]),
      ]),
    ),
  }));

it('answers what models made of the buckets as the store does, and keeps as many checkpoints', () => {
  using bench = tempStore();
  const { baselines, transaction } = bench.store;
  fc.assert(
    fc.property(steps, (taken) => {
      transaction(() => baselines.clear(SITES, 0));
      const held = createHeldBaselines(baselines);
      for (const step of taken) {
        transaction(() => take(baselines, step));
        take(held, step);
        // Nor does it matter what somebody does with a checkpoint that was read.
        for (const { models } of held.newest(SITES)) models[0]?.state.fill(-1);
      }
      expect(answers(held)).toEqual(answers(baselines));
    }),
    { numRuns: 60 },
  );
});
