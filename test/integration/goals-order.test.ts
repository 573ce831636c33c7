import { expect, it } from 'vitest';
import type { ConfigurationDocument } from '#core/config/document.ts';
import type { Random } from '#core/kit/random.ts';
import { createRandom } from '#core/kit/random.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { DAY, HOUR, toIso } from '#core/model/time.ts';
import { DEFAULT_START, simulate } from '#core/simulate/simulate.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { replayFile } from '#test/kit/replay.ts';

const END = DEFAULT_START + 2 * DAY;
/** The goal is a hundred: `VIGIL_SHUFFLES=100`. So many are enough to notice an order that matters. */
const SHUFFLES = Number(process.env.VIGIL_SHUFFLES ?? 30);
/** A replay sees nothing but what was received, in that order: that is held after every shuffle, the findings after each tenth. */
const REPLAYED = 10;
const REPEATED = 0.1;
/** A repetition comes up to so much later. */
const LATEST = 3 * HOUR;
const LONGEST_BATCH = 4_000;
/** Of phone events and fixes one in four is kept, and rounds are rare, so that the whole takes less than a minute. */
const KEPT = 4;
const LIGHT = { heartbeat_frequency_minutes: 15, audit_frequency_minutes: 30, deep_audit_frequency_hours: 6 };

const story = simulate({ sites: 10, days: 2, seed: 1_000_003, start: DEFAULT_START });
const events = [...story.hours].flatMap((hour) => hour.events.filter(isKept));

function isKept(event: TelemetryEvent): boolean {
  return (event.type !== 'phone_event' && event.type !== 'location') || eventKey(event) % KEPT === 0;
}

const lightened = (document: ConfigurationDocument): ConfigurationDocument => ({
  ...document,
  tenants: (document.tenants ?? []).map((tenant) => ({ ...tenant, audit: { ...tenant.audit, ...LIGHT } })),
});

/** A bench to which the events came in this order, cut into batches of any length. */
async function told(delivered: readonly TelemetryEvent[], random: Random): Promise<EngineBench> {
  const bench = await engineBench(toIso(END + HOUR));
  await bench.configure(lightened(story.configuration));
  for (let from = 0; from < delivered.length; ) {
    const to = from + random.whole(1, LONGEST_BATCH);
    bench.say(...delivered.slice(from, to));
    from = to;
  }
  return bench;
}

/** What a replay is fed: everything but the numbers that the registry gave to sources and words. */
const receivedBy = ({ store }: EngineBench) =>
  [...store.events.received(DEFAULT_START - DAY, END + DAY)].map(
    ({ site_id, stream, ts, key, delay_s }) => `${site_id} ${stream} ${ts} ${key} ${delay_s}`,
  );

const findingsOf = ({ file }: EngineBench) => replayFile(file, DEFAULT_START, END, false).findings;

/** The same events in another order, some of them once more, as received later. */
function shuffled(random: Random): readonly TelemetryEvent[] {
  const again = events.filter(() => random.chance(REPEATED));
  const all = events.concat(
    again.map((event) => ({ ...event, received_at: event.received_at + random.whole(0, LATEST) })),
  );
  return all
    .map((event) => ({ event, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

it(`finds the same after ${SHUFFLES} shuffles with repetitions of two days at ten sites`, async () => {
  const random = createRandom('orders');
  await using plain = await told(events, random);
  const expected = { received: receivedBy(plain), findings: findingsOf(plain) };
  expect(new Set(expected.findings.map(({ finding_type }) => finding_type)).size).toBeGreaterThan(8);
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    const own = random.split(`shuffle ${shuffle}`);
    await using mixed = await told(shuffled(own), own);
    expect(receivedBy(mixed), `shuffle ${shuffle}`).toEqual(expected.received);
    if (shuffle % REPLAYED === 0) expect(findingsOf(mixed), `shuffle ${shuffle}`).toEqual(expected.findings);
  }
}, 900_000);
