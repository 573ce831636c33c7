import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { parseEvent } from '#core/telemetry/parse-event.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from './telemetry-bench.ts';

const ts = '2026-01-10T08:00:00Z';
const at = Date.parse(ts);
const guard = { code: 'G-1', name: 'John Doe', role: 'guard' };
const phone = { code: 'D-1', kind: 'phone', person: 'G-1', external_id: '860000000000001' };
/** Two sites of T-1 and one of T-2. The guard of the first is known at both of T-1; nobody is rostered. */
const document = fleetDocument({
  sites: 4,
  tenants: 2,
  site: (index) => ({
    people: index % 2 === 0 ? [guard] : [],
    devices: index === 0 ? [phone] : [],
    shifts: [],
  }),
});
const traccar = (alarm?: string) => ({
  device: { id: 1, uniqueId: '860000000000001' },
  position: {
    deviceTime: ts,
    fixTime: ts,
    latitude: 52.5,
    longitude: 13.4,
    ...(alarm === undefined ? {} : { attributes: { alarm } }),
  },
});
const storedAt = (bench: IntakeBench, siteId: number) =>
  bench.store.events.ofSite(siteId, at - 1, at + 1, null);
const siteId = (bench: IntakeBench, code: string) =>
  bench.store.configuration.documents().find((record) => record.code === code)?.id ?? 0;

function quarantine(file: string): unknown[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare('SELECT reason, site, detail, place FROM quarantine ORDER BY id').all();
  } finally {
    database.close();
  }
}

it("reads lines of every format in one file and stores a device's position at its home", () => {
  using bench = intakeBench(document);
  const alert = {
    status: 'firing',
    labels: { site: 'S-2', alertname: 'Down' },
    startsAt: ts,
    fingerprint: 'f',
  };
  const lines = [
    traccar(),
    { _type: 'location', tst: at / 1_000 + 1, lat: 1, lon: 2, topic: 'owntracks/x/D-1' },
    { receiver: 'vigil', groupLabels: {}, alerts: [alert] },
    { type: 'device', site: 'S-2', ts },
  ];
  expect(bench.ingest(lines)).toMatchObject({ accepted: 4, quarantined: 0, problems: [] });
  expect(storedAt(bench, siteId(bench, 'S-1'))).toMatchObject([{ lat: 52.5 }]);
  expect(storedAt(bench, siteId(bench, 'S-2'))).toHaveLength(2);
});

it('puts a record of a device that nobody configured into quarantine, and raises its call for help', () => {
  using bench = intakeBench(document);
  const unknown = { ...traccar('sos'), device: { id: 9, uniqueId: 'X-9' } };
  expect(bench.ingest([unknown])).toMatchObject({ accepted: 0, quarantined: 2 });
  expect(quarantine(bench.file)).toMatchObject([
    { reason: 'UNKNOWN_SITE', site: null, detail: 'no device X-9 is configured, and it names no site' },
    { reason: 'UNKNOWN_SITE', site: null },
  ]);
  expect(bench.inTransaction).toMatchObject([{ site: null, duress: { subject: 'device:X-9' } }]);
});

it('follows the person who carries the device to the site at which they signed in', async () => {
  await using bench = await engineBench(ts);
  await bench.configure(document);
  const say = (...lines: object[]) =>
    bench.engine.handlers['telemetry.ingest'](
      { file: 'f.ndjson', first_line: 1, text: lines.map((line) => JSON.stringify(line)).join('\n') },
      ADA,
    );
  await say({ type: 'attendance', site: 'S-3', ts: '2026-01-10T07:00:00Z', person: 'G-1', status: 'IN' });
  expect(await say(traccar())).toMatchObject({ accepted: 1 });
  const [south] = bench.engine.fleet().sites.filter(({ code }) => code === 'S-3');
  expect(bench.store.events.ofSite(south?.id ?? 0, at - 1, at + 1, null)).toMatchObject([{ lat: 52.5 }]);
});

it('takes the site of another tenant for one that nobody has, and lists it for neither', async () => {
  await using bench = await engineBench(ts);
  await bench.configure(document);
  const events = ['S-2', 'S-9', 'S-1'].map((site) => {
    const parsed = parseEvent({ type: 'check_in', site, ts, person: 'G-1', status: 'DURESS' });
    if (!parsed.ok) throw new Error('unreadable');
    return parsed.event;
  });
  const ofFirst = { source: 'radio', tenant: 'T-1' };
  const ofSecond = { source: 'radio', tenant: 'T-2' };
  const { outcomes } = bench.engine.intake.accept(events, { stamp: at, senderOf: () => ofFirst });
  expect(outcomes).toEqual(['quarantined', 'quarantined', 'accepted']);
  const details = quarantine(bench.file) as { detail: string; site: string | null }[];
  expect(details.map(({ detail, site }) => [detail, site])).toEqual([
    ['no site S-2 is configured', null],
    ['no site S-9 is configured', 'S-9'],
  ]);
  bench.engine.intake.accept(events.slice(1, 2), { stamp: at + 60_000, senderOf: () => ofSecond });
  const calls = bench.findings('DURESS').map(({ site, tenant, occurrences }) => [site, tenant, occurrences]);
  expect(calls.toSorted()).toEqual([
    [null, 'T-1', 2],
    ['S-1', 'T-1', 1],
  ]);
});
