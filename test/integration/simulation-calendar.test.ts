import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { ConfigurationDocument as schema } from '#core/config/document.ts';
import { DAY } from '#core/model/time.ts';
import type { Delivered } from '#core/simulate/delivery.ts';
import { DEFAULT_START, simulate } from '#core/simulate/simulate.ts';
import type { TruthRow } from '#core/simulate/truth.ts';
import { wallClock } from './oracle-clock.ts';
import { differences, findWrongs } from './simulation-oracle.ts';

const DAYS = 9;

const events: Delivered[] = [];
const truth: TruthRow[] = [];
let configuration: ConfigurationDocument;

beforeAll(() => {
  const simulation = simulate({ sites: 25, days: DAYS, seed: 5, start: DEFAULT_START });
  configuration = simulation.configuration;
  for (const hour of simulation.hours) {
    events.push(...hour.events);
    truth.push(...hour.truth);
  }
});

const clients = () => (configuration.tenants ?? []).flatMap(({ clients: own = [] }) => own);
const sites = () => clients().flatMap(({ sites: own = [] }) => own);
/** Local date and time of an event at its site. */
const localTime = (site: SiteDocument, at: number) =>
  wallClock(site.timezone ?? 'UTC')(Math.floor(at / 60_000) * 60_000);

describe('the calendar of a simulation', () => {
  it('makes nothing true by itself: neither holidays nor shifts that move', () => {
    expect(schema.safeParse(configuration).error).toBeUndefined();
    const wrongs = findWrongs(configuration, events, DEFAULT_START, DEFAULT_START + DAYS * DAY);
    expect(differences(truth, wrongs)).toEqual([]);
  });

  it('moves the shifts of one site in ten by an hour or two, and the guards come by the new ones', () => {
    const moved = sites().filter(({ shifts = [] }) => shifts.some((shift) => 'rrule' in shift));
    expect(moved).toHaveLength(3);
    for (const site of moved) {
      const arrivals = events
        .filter((event) => event.site === site.code && event.type === 'attendance' && event.status === 'IN')
        .map(({ ts }) => localTime(site, ts + 10 * 60_000));
      const byDate = Map.groupBy(arrivals, ({ date }) => date).values();
      const hours = [...byDate].map((own) =>
        [...new Set(own.map(({ time }) => time.slice(0, 2)))].sort().join(' '),
      );
      expect(hours.at(-2), site.code).not.toBe(hours.at(1));
      expect(hours.at(-2)?.length, site.code).toBe(hours.at(1)?.length);
    }
  });

  it('opens fewer doors on holidays, while the guards come as on any day', () => {
    const counts = { holiday: { days: 0, doors: 0 }, working: { days: 0, doors: 0 } };
    for (const { holidays = [], sites: own = [] } of clients()) {
      const dates = new Set(holidays.map(({ date }) => date));
      for (const site of own.filter(({ audit }) => audit?.custom_metrics !== undefined)) {
        const opened = events.filter(({ site: code, type }) => code === site.code && type === 'metric');
        const byDate = Map.groupBy(opened, ({ ts }) => localTime(site, ts).date);
        for (const [date, doors] of [...byDate].slice(1, 5)) {
          const count = dates.has(date) ? counts.holiday : counts.working;
          count.days++;
          count.doors += doors.length;
        }
      }
    }
    const { holiday, working } = counts;
    expect(holiday.days).toBeGreaterThan(3);
    expect(holiday.doors / holiday.days).toBeLessThan((0.6 * working.doors) / working.days);
  });
});
