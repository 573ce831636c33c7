import type { SiteDocument } from '#core/config/document.ts';
import { createRandom } from '#core/kit/random.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from './engine-bench.ts';
import { metric, phone } from './events.ts';
import { one, START } from './quiet-site.ts';

export const QUARTER = 15 * MINUTE;
/** How many doors open in a quarter of an hour, by the hour of the day. */
const RHYTHM = (hour: number): number => (hour >= 8 && hour < 18 ? 12 : 5);

/** A site whose doors have a habit: it has been learned for `days` before START, and the engine is running. */
export type Habit = {
  readonly bench: EngineBench;
  /** So many quarters of an hour go by with a number of openings of their own, or as they usually do. */
  readonly live: (quarters: number, openings?: number) => void;
};

type Audit = NonNullable<SiteDocument['audit']>;

/** Openings scatter by a Poisson draw around the rhythm, the same in every run. */
function createOpenings() {
  const random = createRandom('habit');
  return (mean: number): number => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = random.next(); product > limit; product *= random.next()) count++;
    return count;
  };
}

export async function habit(
  days = 30,
  audit: Partial<Audit> = {},
  kind: 'COUNT' | 'GAUGE' = 'COUNT',
  extra: Parameters<typeof engineBench>[1] = {},
): Promise<Habit> {
  const bench = await engineBench(START, extra);
  const draw = createOpenings();
  await bench.configure(
    one({
      audit: {
        critical_signals: [],
        custom_metrics: [{ name: 'door_opens', kind }],
        ...audit,
      } as Audit,
    }),
  );
  const openings = (at: number) => draw(RHYTHM(new Date(at).getUTCHours()));
  const now = bench.clock.now();
  for (let at = now - days * DAY; at < now; at += QUARTER)
    bench.say(metric('S-1', at + MINUTE, 'door_opens', openings(at)));
  bench.say(phone('S-1', now));
  bench.engine.start();
  bench.clock.advance(QUARTER);
  const built = bench.engine.handlers['baselines.build']({ days: Math.max(days, 1) }, ADA);
  bench.clock.advance(10_000);
  await built;
  bench.clock.advance(QUARTER - 10_000);
  return {
    bench,
    live(quarters, given) {
      for (let i = 0; i < quarters; i++) {
        const value = given ?? openings(bench.clock.now());
        bench.clock.advance(MINUTE);
        bench.say(phone('S-1', bench.clock.now()));
        if (value > 0 || kind === 'GAUGE') bench.say(metric('S-1', bench.clock.now(), 'door_opens', value));
        bench.clock.advance(QUARTER - MINUTE);
      }
    },
  };
}
