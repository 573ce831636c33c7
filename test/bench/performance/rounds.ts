import type { TelemetryEvent } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import { collectEvidence } from '#main/services/audits/evidence.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type BenchClock, benchClock, eventsOfMinute, openFleet } from '../parts/fleet-of.ts';
import { copyOf, DESK, type Fixture } from './parts/fixture.ts';
import { siteReads } from './parts/floors.ts';
import type { Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { median, REPEATS, wallOf } from './parts/timing.ts';

/** One site in so many falls silent before each round. */
const ONE_IN = 100;
/** Between two groups that fall silent: more than the longest pause of a site that is not. */
const APART = 8;
/** A signal that must come once an hour has not come. */
const SILENT_AFTER = 61;

/** Goals 6 and 7: a round of all sites with everything that it finds, and the evidence of every site. */
export async function rounds({ fixture }: { readonly fixture: Fixture }): Promise<readonly Row[]> {
  using copy = copyOf(fixture);
  const clock = benchClock(fixture.until);
  const open = await openFleet(copy.file, clock);
  try {
    return [await wholeRound(open, clock, fixture), await allEvidence(open, clock, fixture, copy.file)];
  } finally {
    open.close(true);
  }
}

async function wholeRound(
  open: OpenEngine,
  clock: BenchClock,
  { sites, shape, until }: Fixture,
): Promise<Row> {
  const times: number[] = [];
  let minute = 0;
  for (let group = 0; group < REPEATS; group++) {
    for (const end = group * APART + SILENT_AFTER; minute < end; minute++) {
      clock.set(until + (minute + 1) * MINUTE);
      const sent = eventsOfMinute(shape, until + minute * MINUTE).filter((event) => !isSilent(event, minute));
      send(open, clock, sent);
    }
    open.store.events.merge(clock.now());
    const startedAt = performance.now();
    const { opened } = await open.engine.handlers['audit.run'](
      { sites: [], cadence: undefined, at: undefined },
      DESK,
    );
    times.push(performance.now() - startedAt);
    if (opened.length < sites / ONE_IN) throw new Error(`a round found ${opened.length} of its silent sites`);
  }
  return {
    ...{ goal: '6', what: 'a round of all sites, 1 % failing, with evidence', size: sitesIn(sites) },
    ...{ figure: median(times), unit: 'ms' },
    beside: null,
    limits:
      { [FLEET]: [{ of: 'figure', atMost: 1_000 } as const], 100: [{ of: 'figure', atMost: 20 } as const] }[
        sites
      ] ?? [],
  };
}

/** Group by group falls silent, one after the other. */
function isSilent({ site }: TelemetryEvent, minute: number): boolean {
  const group = Number(site.slice('S-'.length)) % ONE_IN;
  return group < REPEATS && minute >= group * APART;
}

function send({ engine }: OpenEngine, clock: BenchClock, events: readonly TelemetryEvent[]): void {
  for (let first = 0; first < events.length; first += 1_000)
    engine.intake.accept(events.slice(first, first + 1_000), { stamp: clock.now(), source: 'bench' });
}

async function allEvidence(
  open: OpenEngine,
  clock: BenchClock,
  { sites }: Fixture,
  file: string,
): Promise<Row> {
  const { engine, store } = open;
  const fleet = engine.fleet();
  const at = clock.now();
  const memory = loadMemory(store, fleet.sites, at, {
    needs: ['duty'],
    sources: loadMemory(store, [], at).sources,
  });
  const collect = (code: string) =>
    collectEvidence(findingWith({ id: code, site: code }), fleet.byCode.get(code) ?? null, at, {
      ...{ store, duty: memory.duty, noted: memory.noted, runbook: null },
      baseline: () => null,
    });
  const reads = siteReads(file);
  const [evidence, floors]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < 3; repeat++) {
    floors.push(
      wallOf(() =>
        reads.all(
          fleet.sites.map(({ id }) => id),
          at - 2 * HOUR,
          at,
        ),
      ),
    );
    evidence.push(wallOf(() => store.snapshot(() => fleet.sites.forEach(({ code }) => void collect(code)))));
  }
  reads.close();
  const startedAt = performance.now();
  await engine.handlers['audit.run']({ sites: [], cadence: 'COMPREHENSIVE', at: undefined }, DESK);
  const audited = performance.now() - startedAt;
  return {
    ...{ goal: '7', what: 'comprehensive round with evidence of every site', size: sitesIn(sites) },
    ...{ figure: audited + median(evidence), unit: 'ms' },
    beside: { kind: 'floor', what: 'the bare rows of the same evidence', figure: median(floors) },
    limits: sites === FLEET ? [{ of: 'figure', atMost: 10_000 }] : [],
  };
}
