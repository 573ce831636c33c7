import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '#core/model/event.ts';
import { eventLine } from './event-line.ts';
import { parseEvent } from './parse-event.ts';

const base = { site: 'RB-01', ts: '2026-11-06T09:00:00+05:30' };

function problemsOf(raw: unknown): string[] {
  const parsed = parseEvent(raw);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.field);
}

function eventOf(raw: unknown): TelemetryEvent {
  const parsed = parseEvent(raw);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.event;
}

describe('parseEvent', () => {
  it('reads a location with everything that a phone can say', () => {
    expect(
      eventOf({
        ...base,
        type: 'location',
        lat: 12.9,
        lon: 77.5,
        accuracy: 8,
        speed: 1.2,
        battery: 80,
        mock: false,
      }),
    ).toEqual({
      type: 'location',
      site: 'RB-01',
      ts: Date.parse('2026-11-06T03:30:00Z'),
      received_at: null,
      id: null,
      source: null,
      person: null,
      device: null,
      attributes: null,
      lat: 12.9,
      lon: 77.5,
      accuracy: 8,
      speed: 1.2,
      heading: null,
      altitude: null,
      battery: 80,
      mock: false,
    });
  });

  it('keeps what the format does not name under attributes', () => {
    const event = eventOf({ ...base, type: 'attendance', status: 'IN', shift: { post: 'gate' }, lat: 1 });
    expect(event.attributes).toEqual({ shift: { post: 'gate' }, lat: 1 });
  });

  it('counts a metric without a value as one', () => {
    expect(eventOf({ ...base, type: 'metric', metric: 'door_opens' })).toMatchObject({ value: 1 });
  });

  it('reports everything that is wrong with a record, not only the first', () => {
    expect(
      problemsOf({ type: 'location', ts: 'yesterday', lat: 91, lon: '77', accuracy: -1, battery: 101 }),
    ).toEqual(['site', 'ts', 'lat', 'lon', 'accuracy', 'battery']);
  });

  it('says what was found and what was expected', () => {
    expect(parseEvent({ ...base, type: 'attendance', status: 'in' })).toEqual({
      ok: false,
      problems: [{ field: 'status', found: '"in"', expected: 'IN, OUT' }],
    });
  });

  it('refuses names that reach a prototype, also deep inside', () => {
    expect(
      problemsOf(JSON.parse(`{"type":"alert","site":"A","ts":"${base.ts}","__proto__":{"x":1}}`)),
    ).toEqual(['__proto__']);
    expect(problemsOf({ ...base, type: 'alert', extra: [{ deep: { constructor: 1 } }] })).toEqual(['extra']);
    expect(problemsOf({ ...base, type: 'toString' })).toEqual(['type']);
  });

  it('refuses attributes that are nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}1${']'.repeat(20_000)}`);
    expect(problemsOf({ ...base, type: 'alert', extra: deep })).toEqual(['extra']);
  });

  it('reads a time without an offset in the zone of the site when it is known', () => {
    const raw = { type: 'attendance', site: 'RB-01', ts: '2026-11-06T09:00:00', status: 'IN' };
    const instantOf = (wall: number, site: string) => (site === 'RB-01' ? wall - 5.5 * 3_600_000 : null);
    expect(parseEvent(raw, { instantOf })).toMatchObject({
      ok: true,
      event: { ts: Date.parse('2026-11-06T03:30:00Z') },
    });
    expect(parseEvent({ ...raw, site: 'X' }, { instantOf })).toMatchObject({
      ok: false,
      problems: [{ field: 'ts' }],
    });
    expect(problemsOf(raw)).toEqual(['ts']);
  });

  it('reads back every line that it can write', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const parsed = parseEvent(JSON.parse(JSON.stringify(record)));
        fc.pre(parsed.ok); // an attribute may have a forbidden name
        const { event } = parsed;
        expect(eventOf(JSON.parse(eventLine(event)))).toEqual(event);
      }),
    );
  });

  it('answers whatever comes in', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('location', 'task', 'metric', 'alert'), (raw, type) => {
        expect(typeof parseEvent(raw).ok).toBe('boolean');
        if (typeof raw === 'object' && raw !== null) {
          expect(typeof parseEvent({ ...base, ...raw, type }).ok).toBe('boolean');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

const instant = fc.integer({ min: 0, max: 4e12 }).map((at) => new Date(at).toISOString());
const code = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
const anyRecord = fc.oneof(
  fc.record(
    {
      type: fc.constant('location'),
      site: code,
      ts: instant,
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      person: code,
      accuracy: fc.double({ min: 0, max: 1e6, noNaN: true }),
      mock: fc.boolean(),
      received_at: instant,
    },
    { requiredKeys: ['type', 'site', 'ts', 'lat', 'lon'] },
  ),
  fc.record(
    {
      type: fc.constant('task'),
      site: code,
      ts: instant,
      task: code,
      status: fc.constantFrom('ASSIGNED', 'STARTED', 'COMPLETED', 'CANCELLED'),
      due: instant,
      title: fc.string(),
      id: code,
      note: fc.jsonValue(),
    },
    { requiredKeys: ['type', 'site', 'ts', 'task', 'status'] },
  ),
);
