import { describe, expect, it } from 'vitest';
import { RULES } from '#core/audit/registry.ts';
import type { Verdict } from '#core/audit/rule.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import { createLiveSimulation } from '#core/simulate/live.ts';
import { DEFAULT_START, simulate } from '#core/simulate/simulate.ts';
import { loadMemory, type Memory } from '#main/services/audits/memory.ts';
import { memoryOfSite } from '#main/services/audits/one-site.ts';
import { verdictsOf } from '#main/services/audits/round.ts';
import { FindingBook } from '#main/services/findings/book.ts';
import { FindingChanges } from '#main/services/findings/changes.ts';
import { engineBench } from '#test/kit/engine-bench.ts';

const FROM = DEFAULT_START;
const TO = FROM + DAY;

/** What a verdict comes to: the words of an explanation may name what lies far back. */
const outline = ({ breaches, settled, unknown }: Verdict) => ({
  breaches: breaches.map(({ finding_type, subject, condition_started_at }) => [
    ...[finding_type, subject, condition_started_at],
  ]),
  settled: settled.map(({ finding_type, subject }) => [finding_type, subject]),
  unknown: unknown === 'all' ? 'all' : unknown.map(({ finding_type, subject }) => [finding_type, subject]),
});

describe('a part of memory', () => {
  it('gives each rule that names it the verdicts that all of it gives', async () => {
    await using bench = await engineBench(new Date(FROM).toISOString());
    await bench.configure(simulate({ sites: 8, days: 1, seed: 4, start: FROM }).configuration);
    const { sites } = bench.engine.fleet();
    const story = createLiveSimulation({ seed: 4, sites, from: FROM, troublesPer10Minutes: 4 });
    bench.clock.step(TO - FROM);
    bench.say(...story.eventsUntil(TO));
    const { store } = bench;
    const book = new FindingBook([], []);
    const changes = new FindingChanges({ store, book, siteOf: () => null, collect: () => null }, TO);
    const watch = () => ({ first_slot: FROM, watched_since: FROM });
    const found = new Set<string>();
    for (const site of sites) {
      for (let at: EpochMs = FROM + 3 * HOUR; at <= TO; at += 47 * MINUTE) {
        const whole = loadMemory(store, [site], at);
        for (const rule of RULES) {
          const told = (memory: Memory) => {
            const round = { cadence: 'TIMER' as const, at, sites: [site], rules: [rule], watch, memory };
            return verdictsOf(site, round, store, changes).get(rule);
          };
          const { needs } = rule;
          const verdict = told(whole);
          const part = told(memoryOfSite(store, site, at, { needs, sources: whole.sources }));
          if (verdict === undefined || part === undefined) expect.fail(rule.type);
          expect({ at, rule: rule.type, ...outline(part) }).toEqual({
            at,
            rule: rule.type,
            ...outline(verdict),
          });
          for (const { finding_type } of verdict.breaches) found.add(finding_type);
        }
      }
    }
    expect([...found]).toEqual(
      expect.arrayContaining([
        'SILENT_SITE',
        'TOUR_OVERDUE',
        'TASK_OVERDUE',
        'GUARD_INACTIVE',
        'DEVICE_OFFLINE',
        'GUARD_NO_SHOW',
        'GUARD_OUT_OF_SITE',
        'LONE_WORKER_OVERDUE',
      ]),
    );
  });
});
