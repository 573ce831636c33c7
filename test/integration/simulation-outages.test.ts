import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { DAY, MINUTE, toIso } from '#core/model/time.ts';
import type { Delivered } from '#core/simulate/delivery.ts';
import { DEFAULT_START, simulate } from '#core/simulate/simulate.ts';
import type { TruthRow } from '#core/simulate/truth.ts';
import { differences, findWrongs } from './simulation-oracle.ts';

const DAYS = 16;
const END = DEFAULT_START + DAYS * DAY;

const events: Delivered[] = [];
const truth: TruthRow[] = [];
let configuration: ConfigurationDocument;

beforeAll(() => {
  const simulation = simulate({ sites: 20, days: DAYS, seed: 33, start: DEFAULT_START });
  configuration = simulation.configuration;
  for (const hour of simulation.hours) {
    events.push(...hour.events);
    truth.push(...hour.truth);
  }
});

/** Nothing of the app is on its way for longer. */
const ON_ITS_WAY = 30_000;

/** Outages from soon after the last event of the app before to shortly before the first after. */
const outages = () =>
  truth
    .filter(({ finding_type }) => finding_type === 'SOURCE_SILENT')
    .map(({ start, end }) => ({
      start: start - 5 * MINUTE + ON_ITS_WAY,
      end: (end ?? END) - ON_ITS_WAY,
    }));
const duringOutages = (from: 'ts' | 'received_at') =>
  outages().map(({ start, end }) =>
    events.filter((event) => event.source === 'patrol-app' && event[from] > start && event[from] < end),
  );

describe('an outage of the whole source', () => {
  it('makes true exactly what a naive look at what arrives finds', () => {
    const wrongs = findWrongs(configuration, events, DEFAULT_START, END);
    expect(differences(truth, wrongs)).toEqual([]);
  });

  it('comes about once in five days, and lasts 45 to 120 minutes', () => {
    expect(outages()).toHaveLength(3);
    for (const { start, end } of outages()) {
      expect(end - start, toIso(start)).toBeGreaterThan(43 * MINUTE);
      expect(end - start, toIso(start)).toBeLessThan(122 * MINUTE);
    }
  });

  it('lets nothing of the app through, but calls for help over the telephone', () => {
    expect(duringOutages('received_at').flat()).toEqual([]);
    const calls = events.filter(({ source, ts }) =>
      outages().some(({ start, end }) => source === 'panic-button' && ts > start && ts < end),
    );
    expect(calls.length).toBeGreaterThan(0);
  });

  it('loses what happens in one and delivers it after another', () => {
    const told = duringOutages('ts').map((kept) => kept.length > 0);
    expect(told).toContain(true);
    expect(told).toContain(false);
  });

  it('leaves nobody signed in who has gone, and nobody signed out who is there', () => {
    const shifts = Map.groupBy(
      events.filter((event) => event.type === 'attendance'),
      ({ person }) => person,
    );
    const odd = [...shifts].flatMap(([person, own]) => {
      const told = new Map(own.toSorted((a, b) => a.ts - b.ts).map((event) => [event.ts, event.status]));
      const inTurn = [...told.values()].every((status, index, all) => status !== all[index - 1]);
      return inTurn ? [] : [person];
    });
    expect(odd).toEqual([]);
  });

  it('is felt by lone workers, whose check-ins are not heard', () => {
    const unheard = truth.filter(
      ({ finding_type, cause }) => finding_type === 'LONE_WORKER_OVERDUE' && cause === 'source-outage',
    );
    expect(unheard.length).toBeGreaterThan(3);
  });
});
