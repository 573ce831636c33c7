import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { duressOfStored } from '#main/services/telemetry/duress.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type IntakeBench, intakeBench } from './telemetry-bench.ts';

const ts = '2026-01-10T08:00:00Z';
const at = Date.parse(ts);
const phone = { type: 'phone_event', site: 'S-1', ts, person: 'G-S-1', kind: 'call' };

const document = fleetDocument({
  sites: 2,
  site: (index) =>
    index === 0
      ? { audit: { custom_metrics: [{ name: 'door_opens' }, { name: 'humidity', kind: 'GAUGE' }] } }
      : { active: false },
});

function rows(bench: IntakeBench, sql: string): unknown[] {
  const database = new Database(bench.file, { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const storedAt = (bench: IntakeBench, site = 1) => bench.store.events.ofSite(site, at - 1, at + 1, null);

describe('the intake', () => {
  it('stores an event once, however often and in whatever spelling it comes', async () => {
    using bench = intakeBench(document);
    expect(await bench.ingest([phone, phone])).toMatchObject({ accepted: 1, duplicates: 1, quarantined: 0 });
    const respelled = `{"kind":"call","ts":"2026-01-10T13:30:00+05:30","person":"G-S-1","site":"S-1","type":"phone_event"}`;
    expect(await bench.ingest([respelled])).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(storedAt(bench)).toHaveLength(1);
    expect(bench.committed).toHaveLength(1);
  });

  it('keeps what the columns do not hold as detail, and nothing where there is nothing', async () => {
    using bench = intakeBench(document);
    const place = { type: 'location', site: 'S-1', ts, lat: 52.5, lon: 13.4, accuracy: 7.2 };
    await bench.ingest([phone, { ...place, mock: true, battery: 40, post: 'gate' }]);
    const [first, second] = storedAt(bench).toSorted((a, b) => a.stream - b.stream);
    expect(first).toMatchObject({ stream: STREAM.phone_events, detail: null, delay_s: null, activity: null });
    expect(second).toMatchObject({ lat: 52.5, lon: 13.4, acc: 8 });
    expect(JSON.parse(second?.detail ?? '')).toEqual({
      mock: true,
      battery: 40,
      attributes: { post: 'gate' },
    });
  });

  it('leaves a row of activity for what people did', async () => {
    using bench = intakeBench(document);
    const common = { site: 'S-1', ts, person: 'G-S-1' };
    await bench.ingest([
      { ...common, type: 'tour', tour: 'T-1', run: 'R', status: 'COMPLETED' },
      { ...common, type: 'checkpoint_scan', tour: 'T-1', run: 'R', checkpoint: 'C-1' },
      {
        ...common,
        type: 'task',
        task: 'K',
        status: 'ASSIGNED',
        due: '2026-01-10T09:00:00Z',
        title: 'Lock up',
      },
      { ...common, type: 'attendance', status: 'IN' },
      { ...common, type: 'check_in', status: 'OK' },
    ]);
    const streams = [3, 6, 8, 9, 10];
    expect(
      bench.store.events
        .activity([1], streams, at - 1, at)
        .map(({ stream, subject, status, checkpoint, due }) => [stream, subject, status, checkpoint ?? due]),
    ).toEqual([
      [STREAM.tour_checkpoints, 'T-1', 'SCANNED', 'C-1'],
      [STREAM.tour_completion, 'T-1', 'COMPLETED', null],
      [STREAM.task, 'K', 'ASSIGNED', at + 3_600_000],
      [STREAM.attendance, 'G-S-1', 'IN', null],
      [STREAM.check_in, 'G-S-1', 'OK', null],
    ]);
  });

  it('counts the delay in whole seconds, rounded up, as the line or the stamp says', async () => {
    using bench = intakeBench(document);
    await bench.ingest([{ ...phone, received_at: '2026-01-10T08:00:01.200Z' }]);
    expect(storedAt(bench)).toMatchObject([{ delay_s: 2 }]);
    expect(bench.committed).toMatchObject([{ received_at: at + 2_000 }]);
  });

  it('puts an unknown site and a future instant into quarantine with the line, once', async () => {
    using bench = intakeBench(document);
    const unknown = { ...phone, site: 'S-9' };
    const future = { ...phone, ts: '2026-02-01T00:05:00.001Z' };
    const justNow = { ...phone, ts: '2026-02-01T00:05:00.000Z' };
    const claimed = { ...phone, received_at: '2026-01-10T07:54:59.999Z' };
    expect(await bench.ingest([unknown, future, justNow, claimed, unknown])).toMatchObject({
      accepted: 1,
      quarantined: 4,
      problems: [],
    });
    expect(rows(bench, 'SELECT reason, site, place, raw FROM quarantine ORDER BY place')).toEqual([
      {
        reason: 'UNKNOWN_SITE',
        site: 'S-9',
        place: 'telemetry.ndjson, line 1',
        raw: JSON.stringify(unknown),
      },
      { reason: 'FUTURE', site: 'S-1', place: 'telemetry.ndjson, line 2', raw: JSON.stringify(future) },
      { reason: 'FUTURE', site: 'S-1', place: 'telemetry.ndjson, line 4', raw: JSON.stringify(claimed) },
    ]);
  });

  it('tells every line that it cannot read with its number, and goes on', async () => {
    using bench = intakeBench(document);
    const lines = ['﻿', 'not json', '', '[1]', { ...phone, ts: 'noon' }, phone, 'x'.repeat(70_000)];
    const { accepted, quarantined, problems } = await bench.ingest(lines);
    expect({ accepted, quarantined }).toEqual({ accepted: 1, quarantined: 4 });
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, null],
      [4, null],
      [5, 'ts'],
      [7, null],
    ]);
    expect(rows(bench, "SELECT count(*) AS n FROM quarantine WHERE reason = 'INVALID'")).toEqual([{ n: 4 }]);
  });

  it('reads a time without an offset in the time zone of the site', async () => {
    using bench = intakeBench(document);
    await bench.ingest([{ ...phone, ts: '2026-01-10T09:00:00' }]);
    expect(storedAt(bench)).toHaveLength(1);
  });

  it('raises a call for help whatever became of its event, each time it is new', async () => {
    using bench = intakeBench(document);
    const call = { type: 'check_in', site: 'S-1', ts, person: 'G-S-1', status: 'DURESS' };
    const calls = [
      call,
      { ...call, site: 'S-9' },
      { ...call, ts: '2030-01-01T00:00:00Z' },
      { ...call, ts: 'broken clock' },
      { type: 'alert', site: 'S-1', ts, device: 'D-S-1', alert_type: 'sos' },
      { type: 'alert', site: 'S-1', ts, alert_type: 'fire' },
    ];
    await bench.ingest(calls);
    await bench.ingest(calls);
    const raised = bench.inTransaction.filter(({ duress }) => duress !== null);
    expect(
      raised.map(({ duress, site, row }) => [duress?.subject, site?.code ?? null, row !== null]).sort(),
    ).toEqual([
      ['device:D-S-1', 'S-1', true],
      ['person:G-S-1', null, false],
      ['person:G-S-1', 'S-1', false],
      ['person:G-S-1', 'S-1', false],
      ['person:G-S-1', 'S-1', true],
    ]);
  });

  it('finds a call for help again in the stored event', async () => {
    using bench = intakeBench(document);
    await bench.ingest([
      { type: 'check_in', site: 'S-1', ts, person: 'G-S-1', status: 'DURESS' },
      { type: 'alert', site: 'S-1', ts, device: 'D-S-1', alert_type: 'Panic' },
      { type: 'alert', site: 'S-1', ts, alert_type: 'SOS' },
      { type: 'alert', site: 'S-1', ts, alert_type: 'fire' },
      { type: 'check_in', site: 'S-1', ts, person: 'G-S-1', status: 'OK' },
    ]);
    const subjects = storedAt(bench).map(
      (event) => duressOfStored(event, bench.store.registry)?.subject ?? '',
    );
    const live = bench.committed.map(({ duress }) => duress?.subject ?? '');
    expect(subjects.sort()).toEqual(live.sort());
    expect(subjects.filter((subject) => subject !== '')).toHaveLength(3);
  });

  it('lists a code that nobody configured once, and stores its events all the same', async () => {
    using bench = intakeBench(document);
    const stranger = { ...phone, person: 'G-X', device: 'D-X' };
    const scan = { type: 'checkpoint_scan', site: 'S-1', ts, tour: 'T-1', checkpoint: 'C-X' };
    const metric = { type: 'metric', site: 'S-1', ts, metric: 'dogs', value: 2 };
    const lines = [stranger, { ...stranger, kind: 'app' }, scan, { ...scan, tour: 'T-X' }, metric];
    expect(await bench.ingest(lines)).toMatchObject({ accepted: 5 });
    expect(rows(bench, 'SELECT kind, code FROM unknown_reference ORDER BY kind')).toEqual([
      { kind: 'checkpoint', code: 'C-X' },
      { kind: 'device', code: 'D-X' },
      { kind: 'metric', code: 'dogs' },
      { kind: 'person', code: 'G-X' },
      { kind: 'tour', code: 'T-X' },
    ]);
  });

  it('counts a declared metric under its own signal and refuses half a door', async () => {
    using bench = intakeBench(document);
    const metric = { type: 'metric', site: 'S-1', ts };
    const counts = await bench.ingest([
      { ...metric, metric: 'door_opens' },
      { ...metric, metric: 'door_opens', value: 4 },
      { ...metric, metric: 'door_opens', value: 0.5 },
      { ...metric, metric: 'humidity', value: -0.5 },
      { ...metric, metric: 'dogs', value: 2 },
    ]);
    expect(counts).toMatchObject({ accepted: 4, quarantined: 1 });
    const { signal } = bench.store.registry;
    expect(
      storedAt(bench)
        .map(({ stream, ref }) => [stream, ref])
        .sort(),
    ).toEqual([
      [signal('door_opens'), 1],
      [signal('door_opens'), 4],
      [signal('humidity'), -0.5],
      [STREAM.undeclared_metric, 2],
    ]);
  });

  it('stores the events of a site that is not active', async () => {
    using bench = intakeBench(document);
    expect(await bench.ingest([{ ...phone, site: 'S-2' }])).toMatchObject({ accepted: 1 });
  });

  it('notes which source was heard, and for which sites', async () => {
    using bench = intakeBench(document);
    await bench.ingest([
      phone,
      { ...phone, site: 'S-2', received_at: '2026-01-10T08:00:05Z' },
      { ...phone, kind: 'app', source: 'portal', ts: '2026-01-10T08:00:10Z', received_at: ts },
      phone,
    ]);
    expect(bench.store.sources.all()).toMatchObject([
      { code: 'file:telemetry', events: 2, sites: 2, last_event_at: at, last_received_at: at + 5_000 },
      { code: 'portal', events: 1, sites: 1, last_event_at: at, last_received_at: at },
    ]);
  });

  it('leaves nothing behind when the engine cannot take the arrivals', async () => {
    using bench = intakeBench(document);
    bench.failInside = true;
    expect(() => bench.ingest([{ ...phone, person: 'G-X' }])).toThrow('the disk is full');
    expect(bench.committed).toEqual([]);
    expect(rows(bench, 'SELECT * FROM unknown_reference')).toEqual([]);
    bench.failInside = false;
    expect(await bench.ingest([{ ...phone, person: 'G-X' }])).toMatchObject({ accepted: 1 });
    expect(rows(bench, 'SELECT code FROM unknown_reference')).toEqual([{ code: 'G-X' }]);
  });

  it('stamps the instant of reception where the way in knows it', () => {
    using bench = intakeBench(document);
    const { outcomes } = bench.intake.accept(
      [
        {
          ...{ type: 'attendance', status: 'IN', site: 'S-1', person: null, device: null, attributes: null },
          ...{ ts: at, received_at: at + 60_000, id: null, source: null },
        },
      ],
      { stamp: at + 3_000, source: 'http:portal' },
    );
    expect(outcomes).toEqual(['accepted']);
    expect(storedAt(bench)).toMatchObject([{ delay_s: 3 }]);
  });
});
