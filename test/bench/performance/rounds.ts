import type { Cadence } from '#core/model/audit-config.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, HOUR, MINUTE } from '#core/model/time.ts';
import type { OpenEngine } from '#main/open-engine.ts';
import { collectEvidence } from '#main/services/audits/evidence.ts';
import { loadMemory } from '#main/services/audits/memory.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type BenchClock, benchClock, eventsOfMinute, openFleet } from '../parts/fleet-of.ts';
import { copyOf, DESK, type Fixture } from './parts/fixture.ts';
import { siteReads } from './parts/floors.ts';
import { mergeLive } from './parts/merge-live.ts';
import type { Limit, Row } from './parts/row.ts';
import { FLEET, sitesIn } from './parts/sizes.ts';
import { cpuMs, cpuOf, median, REPEATS, sideBySide } from './parts/timing.ts';

/** One site in so many falls silent before each round. */
const ONE_IN = 100;
/** Between two groups that fall silent: more than the longest pause of a site that is not. */
const APART = 8;
/** A signal that must come once an hour has not come. */
const SILENT_AFTER = 61;

/** Evidence of ten thousand sites takes long enough to be measured three times. */
const COLLECTED = 3;
const LIMITS: Readonly<Record<number, readonly Limit[]>> = {
  100: [{ of: 'figure', atMost: 20 }],
  [FLEET]: [{ of: 'figure', atMost: 1_000 }],
};

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

/** Group after group falls silent; each is found by the round that comes an hour later. */
async function wholeRound(open: OpenEngine, clock: BenchClock, fixture: Fixture): Promise<Row> {
  const { sites } = fixture;
  const times: number[] = [];
  let minute = 0;
  for (let group = 0; group < REPEATS; group++) {
    const until = group * APART + SILENT_AFTER;
    for (; minute < until; minute++) live(open, clock, fixture, minute);
    mergeLive(open.store, clock.now());
    const before = cpuMs();
    const { opened } = await audit(open, undefined);
    times.push(cpuMs() - before);
    if (opened.length < sites / ONE_IN) throw new Error(`a round found ${opened.length} of its silent sites`);
  }
  return {
    ...{ goal: '6', what: 'a round of all sites, 1 % failing, with evidence, CPU', size: sitesIn(sites) },
    ...{ figure: median(times), unit: 'ms' },
    beside: null,
    limits: LIMITS[sites] ?? [],
  };
}

const audit = ({ engine }: OpenEngine, cadence: Cadence | undefined) =>
  engine.handlers['audit.run']({ sites: [], cadence, at: undefined }, DESK);

/** What all sites but those that fell silent send in a minute. */
function live({ engine }: OpenEngine, clock: BenchClock, { shape, until }: Fixture, minute: number): void {
  clock.set(until + (minute + 1) * MINUTE);
  const sent = eventsOfMinute(shape, until + minute * MINUTE).filter((event) => !isSilent(event, minute));
  for (let first = 0; first < sent.length; first += 1_000)
    engine.intake.accept(sent.slice(first, first + 1_000), { stamp: clock.now(), source: 'bench' });
}

function isSilent({ site }: TelemetryEvent, minute: number): boolean {
  const group = Number(site.slice('S-'.length)) % ONE_IN;
  return group < REPEATS && minute >= group * APART;
}

/** A comprehensive round, and the evidence of each site as of the same instant. */
async function allEvidence(
  open: OpenEngine,
  clock: BenchClock,
  fixture: Fixture,
  file: string,
): Promise<Row> {
  const { sites } = open.engine.fleet();
  const at = clock.now();
  const ids = sites.map(({ id }) => id);
  const reads = siteReads(file);
  const collect = collectorAt(open, at);
  const { figure, floor } = sideBySide(
    () => cpuOf(() => open.store.snapshot(() => sites.forEach(collect))),
    () => cpuOf(() => reads.all(ids, at - 2 * HOUR, at)),
    COLLECTED,
  );
  reads.close();
  const before = cpuMs();
  await audit(open, 'COMPREHENSIVE');
  return {
    ...{
      goal: '7',
      what: 'comprehensive round with evidence of every site, CPU',
      size: sitesIn(sites.length),
    },
    ...{ figure: cpuMs() - before + figure, unit: 'ms' },
    beside: { kind: 'floor', what: 'the bare rows of the same evidence', figure: floor },
    limits: fixture.sites === FLEET ? [{ of: 'figure', atMost: 10_000 }] : [],
  };
}

/** Collects the evidence that a finding of a site would have. */
function collectorAt({ engine, store }: OpenEngine, at: EpochMs): (site: Site) => void {
  const none = loadMemory(store, [], at);
  const { duty, noted } = loadMemory(store, engine.fleet().sites, at, {
    needs: ['duty'],
    sources: none.sources,
  });
  return (site) => {
    const finding = findingWith({ id: site.code, site: site.code });
    collectEvidence(finding, site, at, { store, duty, noted, runbook: null, baseline: () => null });
  };
}
