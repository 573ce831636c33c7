import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { ConfigurationDocument as schema } from '#core/config/document.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { maintenanceAt } from '#core/schedule/maintenance.ts';
import type { Delivered } from '#core/simulate/delivery.ts';
import { DEFAULT_START, simulate, sitesOf } from '#core/simulate/simulate.ts';
import type { TruthRow } from '#core/simulate/truth.ts';
import { differences, findWrongs, keyOf, type Wrong } from './simulation-oracle.ts';

const SITES = 40;
const DAYS = 7;
const END = DEFAULT_START + DAYS * DAY;

const events: Delivered[] = [];
const truth: TruthRow[] = [];
let configuration: ConfigurationDocument;
let wrongs: readonly Wrong[];

beforeAll(() => {
  const simulation = simulate({ sites: SITES, days: DAYS, seed: 7, start: DEFAULT_START });
  configuration = simulation.configuration;
  for (const hour of simulation.hours) {
    events.push(...hour.events);
    truth.push(...hour.truth);
  }
  wrongs = findWrongs(configuration, events, DEFAULT_START, END);
});

/** Looked for every quarter of an hour. */
const COMPREHENSIVE = new Set([
  'TOUR_OVERDUE',
  'TOUR_ABANDONED',
  'TASK_OVERDUE',
  'SLA_STORM',
  'GUARD_NO_SHOW',
  'GUARD_INACTIVE',
  'GEOFENCE_BREACH',
  'GUARD_OUT_OF_SITE',
]);

/** All types of finding but those of anomalies, which are no rules. */
const FINDING_TYPES = [
  ...['DEVICE_HEARTBEATS', 'LOCATION_UPDATES', 'PHONE_EVENTS'].map((name) => `CRITICAL_SIGNAL_${name}_LOW`),
  ...['TOUR_OVERDUE', 'TOUR_INCOMPLETE', 'TOUR_ABANDONED', 'SILENT_SITE', 'SLA_STORM', 'TASK_OVERDUE'],
  ...['GUARD_NO_SHOW', 'GUARD_INACTIVE', 'LONE_WORKER_OVERDUE', 'DURESS', 'GEOFENCE_BREACH'],
  ...['GUARD_OUT_OF_SITE', 'IMPOSSIBLE_TRAVEL', 'DEVICE_OFFLINE', 'DEVICE_BATTERY_LOW', 'SOURCE_SILENT'],
  ...['AUDIT_GAP', 'CHECKPOINT_PATTERN', 'EXTERNAL_ALERT', 'MANUAL'],
];
/** The engine's own gaps, and what people open. */
const WITHOUT_CAUSE = ['AUDIT_GAP', 'MANUAL'];

describe('the truth of a simulation', () => {
  it('is exactly what a naive look at every minute of the telemetry finds', () => {
    expect(truth.length).toBeGreaterThan(100);
    expect(differences(truth, wrongs)).toEqual([]);
  });

  it('has every type of finding but those that no telemetry can cause', () => {
    const caused = new Set(truth.map(({ finding_type }) => finding_type));
    expect(FINDING_TYPES.filter((type) => !caused.has(type))).toEqual(WITHOUT_CAUSE);
    expect([...caused].filter((type) => !FINDING_TYPES.includes(type))).toEqual([]);
  });

  it('lasts long enough to be seen by every audit that looks for it', () => {
    const short = truth.filter(({ finding_type, start, end }) => {
      const needed = COMPREHENSIVE.has(finding_type) ? 18 : finding_type === 'LONE_WORKER_OVERDUE' ? 2 : 10;
      return end !== null && end - start < needed * MINUTE;
    });
    expect(short).toEqual([]);
  });

  it('names nothing that maintenance holds back, though sites go silent in maintenance', () => {
    const sites = new Map(sitesOf(configuration).map((site) => [site.code, site]));
    const exempt = new Set(['DURESS', 'LONE_WORKER_OVERDUE']);
    for (const row of truth) {
      const site = sites.get(row.site ?? '');
      if (site === undefined || exempt.has(row.finding_type)) continue;
      expect(maintenanceAt(site, row.start), keyOf(row)).toBeNull();
    }
    expect(silencesInMaintenance()).toBeGreaterThan(5);
  });

  it('makes each subject of a site wrong once', () => {
    expect(new Set(truth.map(keyOf)).size).toBe(truth.length);
  });
});

describe('a site without network', () => {
  const late = () => truth.filter(({ cause }) => cause === 'delivered-late');

  it('is found silent until everything arrives in one burst', () => {
    const silent = late().filter(({ finding_type }) => finding_type === 'SILENT_SITE');
    expect(silent.length).toBeGreaterThan(1);
    for (const { site, start, end } of silent) {
      const own = events.filter((event) => event.site === site);
      const arrived = own.filter(({ received_at }) => received_at > start && received_at < (end ?? END));
      const kept = own.filter(
        ({ ts, received_at }) => ts > start && ts < (end ?? END) && received_at === end,
      );
      expect(arrived).toEqual([]);
      expect(kept.length).toBeGreaterThan(10);
    }
  });

  it('lacks nothing once everything has arrived', () => {
    const sites = new Set(late().map(({ site }) => site));
    const known = events
      .filter(({ site }) => sites.has(site))
      .map((event) => ({ ...event, received_at: event.ts }));
    const lacking = new Set(findWrongs(configuration, known, DEFAULT_START, END).map(keyOf));
    expect(late().filter((row) => lacking.has(keyOf(row)))).toEqual([]);
  });
});

/** Maintenance windows in which a site sends no position for 90 minutes. */
function silencesInMaintenance(): number {
  const bySite = Map.groupBy(
    events.filter(({ type }) => type === 'location'),
    ({ site }) => site,
  );
  return sitesOf(configuration).filter((site) => {
    const instants = (bySite.get(site.code) ?? []).map(({ ts }) => ts).sort((a, b) => a - b);
    return instants.some((at, index) => {
      const next = instants[index + 1] ?? at;
      return next - at > 90 * MINUTE && maintenanceAt(site, at + 45 * MINUTE) !== null;
    });
  }).length;
}

describe('the telemetry of a simulation', () => {
  it('comes in order of reception, about 60 events per site and hour', () => {
    expect(events.every((event, index) => event.received_at >= (events[index - 1]?.received_at ?? 0))).toBe(
      true,
    );
    const rate = events.length / (SITES * DAYS * 24);
    expect(rate).toBeGreaterThan(57);
    expect(rate).toBeLessThan(63);
  });

  it('has late and repeated lines', () => {
    const delays = events.map(({ ts, received_at }) => received_at - ts);
    const late = delays.filter((delay) => delay > 2 * MINUTE && delay < 12 * MINUTE).length;
    const contents = events.map(({ received_at: _, ...event }) => JSON.stringify(event));
    const repeated = contents.length - new Set(contents).size;
    expect(late / events.length).toBeGreaterThan(0.002);
    expect(late / events.length).toBeLessThan(0.007);
    expect(repeated / events.length).toBeGreaterThan(0.003);
    expect(repeated / events.length).toBeLessThan(0.007);
  });

  it('names nobody and nothing that the configuration does not have', () => {
    expect(schema.safeParse(configuration).error).toBeUndefined();
    const sites = new Map(sitesOf(configuration).map((site) => [site.code, site]));
    for (const { site, person, device } of events) {
      const known = sites.get(site);
      if (person !== null && !known?.people.some(({ code }) => code === person))
        expect.fail(`${site} ${person}`);
      if (device !== null && !known?.devices.some(({ code }) => code === device))
        expect.fail(`${site} ${device}`);
    }
  });

  it('keeps guards inside the fence and at walking speed, but for troubles and what GPS does', () => {
    const sites = new Map(sitesOf(configuration).map((site) => [site.code, site]));
    const odd = new Set(['GEOFENCE_BREACH', 'IMPOSSIBLE_TRAVEL']);
    const strayed = truth.filter(({ finding_type }) => odd.has(finding_type));
    const troubled = new Set(strayed.map(({ subject }) => subject.replace(/^person:|@.*$/g, '')));
    const last = new Map<string, Delivered & { type: 'location' }>();
    const exact = events
      .filter((event): event is Delivered & { type: 'location' } => event.type === 'location')
      .filter(({ accuracy, person }) => (accuracy ?? 0) < 20 && person !== null && !troubled.has(person))
      .toSorted((a, b) => a.ts - b.ts);
    let tooFast = 0;
    let tooFar = 0;
    for (const fix of exact) {
      const center = sites.get(fix.site)?.location ?? { lat: 0, lon: 0 };
      if (metres(center, fix) > 200) tooFar++;
      const before = last.get(fix.person ?? '');
      if (before !== undefined && fix.ts > before.ts && fix.ts - before.ts < 10 * MINUTE) {
        if (metres(before, fix) / ((fix.ts - before.ts) / 1_000) > 3) tooFast++;
      }
      last.set(fix.person ?? '', fix);
    }
    expect(exact.length).toBeGreaterThan(10_000);
    expect(tooFar / exact.length).toBeLessThan(0.004);
    expect(tooFast / exact.length).toBeLessThan(0.008);
  });

  it('has fixes that drift', () => {
    const fixes = events.filter((event) => event.type === 'location');
    const vague = fixes.filter(({ accuracy }) => (accuracy ?? 0) >= 30).length;
    expect(vague / fixes.length).toBeGreaterThan(0.02);
  });
});

function metres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const east = (b.lon - a.lon) * 111_320 * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot((b.lat - a.lat) * 111_320, east);
}
