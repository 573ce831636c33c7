import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import { createZone, isTimeZone, UnknownTimeZone, zoneOf } from './local-time.ts';

const at = (iso: string) => Date.parse(iso);

/** Zone, last instant before a change, offset before, offset from the next millisecond on. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 60, 120],
  ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 120, 60],
  ['America/New_York', '2026-03-08T06:59:59.999Z', -300, -240],
  ['America/New_York', '2026-11-01T05:59:59.999Z', -240, -300],
  ['Australia/Lord_Howe', '2026-04-04T14:59:59.999Z', 660, 630],
  ['Australia/Lord_Howe', '2026-10-03T15:29:59.999Z', 630, 660],
  ['Africa/Casablanca', '2026-02-15T01:59:59.999Z', 60, 0],
  ['Africa/Casablanca', '2026-03-22T01:59:59.999Z', 0, 60],
  ['Pacific/Chatham', '2026-04-04T13:59:59.999Z', 825, 765],
  ['Pacific/Chatham', '2026-09-26T13:59:59.999Z', 765, 825],
] as const;

describe('local time', () => {
  it.each(CHANGES)('changes the offset of %s right after %s', (timezone, last, before, after) => {
    const zone = createZone(timezone);
    expect([zone.offsetAt(at(last)), zone.offsetAt(at(last) + 1)]).toEqual([before, after]);
  });

  it('keeps the quarter of an hour of Kathmandu', () => {
    expect(zoneOf('Asia/Kathmandu').local(at('2026-07-01T18:15:00Z'))).toEqual({
      date: '2026-07-02',
      minutes: 0,
      weekday: 3,
    });
  });

  it('counts the hours of the week from Monday midnight, and counts a repeated hour twice', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(berlin.hourOfWeek(at('2026-11-01T23:00:00Z'))).toBe(0);
    expect(berlin.hourOfWeek(at('2026-11-01T22:59:59Z'))).toBe(167);
    expect(berlin.hourOfWeek(at('2026-10-25T00:30:00Z'))).toBe(6 * 24 + 2);
    expect(berlin.hourOfWeek(at('2026-10-25T01:30:00Z'))).toBe(6 * 24 + 2);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25', 150, '2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T00:30Z'],
    ['Europe/Berlin', '2026-03-29', 150, '2026-03-29T00:30Z', '2026-03-29T01:30Z', '2026-03-29T01:30Z'],
    ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:15Z', '2026-10-03T15:45Z', '2026-10-03T15:45Z'],
    ['Pacific/Chatham', '2026-04-05', 180, '2026-04-04T13:15Z', '2026-04-04T14:15Z', '2026-04-04T13:15Z'],
    ['America/New_York', '2026-11-02', 1_440, '2026-11-03T05:00Z', '2026-11-03T05:00Z', '2026-11-03T05:00Z'],
  ])(
    'reads a local time of %s on %s at minute %i by choice',
    (timezone, date, minutes, earlier, later, scheduled) => {
      const zone = zoneOf(timezone);
      expect(zone.instantOf(date, minutes, 'earlier')).toBe(at(earlier));
      expect(zone.instantOf(date, minutes, 'later')).toBe(at(later));
      expect(zone.instantOf(date, minutes, 'scheduled')).toBe(at(scheduled));
    },
  );

  it('knows the names of zones and nothing else', () => {
    for (const name of ['Europe/Berlin', 'Asia/Calcutta', 'UTC', 'Etc/GMT+5'])
      expect(isTimeZone(name)).toBe(true);
    for (const name of ['', 'Mars/Base', '+05:30', 'Z', '2026-01-01T00:00[Europe/Berlin]', 'Europe/Berlin '])
      expect(isTimeZone(name)).toBe(false);
    expect(() => zoneOf('Mars/Base')).toThrow(UnknownTimeZone);
  });
});

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = at('2024-01-01T00:00:00Z');
const TO = at('2038-01-01T00:00:00Z');

const temporalAt = (timezone: string, instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);

describe('every time zone from 2024 to 2037', () => {
  it('has the offset that Temporal gives, around every change that Temporal knows', () => {
    let checked = 0;
    for (const [index, timezone] of ZONES.entries()) {
      const zone = createZone(timezone);
      // Each zone is followed for two of the fourteen years, all years over the zones.
      const start = at(`${2024 + (index % 13)}-01-01T00:00:00Z`);
      let change = temporalAt(timezone, start).getTimeZoneTransition('next');
      for (let turn = 0; change !== null && turn < 4; turn += 1) {
        const instant = change.epochMilliseconds;
        if (instant > TO) break;
        for (const moment of [-3 * HOUR, -1, 0, 3 * HOUR].map((distance) => instant + distance)) {
          const expected = temporalAt(timezone, moment).offsetNanoseconds / 60e9;
          expect(zone.offsetAt(moment), `${timezone} at ${toIso(moment)}`).toBe(expected);
          checked += 1;
        }
        change = change.getTimeZoneTransition('next');
      }
    }
    expect(checked).toBeGreaterThan(1_000);
  });

  it('shows and finds again any instant as Temporal does', () => {
    const zones = fc.constantFrom(...ZONES);
    const instants = fc.integer({ min: FROM / MINUTE, max: TO / MINUTE }).map((minute) => minute * MINUTE);
    fc.assert(
      fc.property(zones, instants, (timezone, instant) => {
        const zone = zoneOf(timezone);
        const shown = temporalAt(timezone, instant);
        const local = zone.local(instant);
        expect(local).toEqual({
          date: shown.toPlainDate().toString(),
          minutes: shown.hour * 60 + shown.minute,
          weekday: shown.dayOfWeek - 1,
        });
        const choices = [
          ['earlier', 'earlier'],
          ['later', 'later'],
          ['scheduled', 'compatible'],
        ] as const;
        for (const [choice, disambiguation] of choices) {
          const expected = shown.toPlainDateTime().toZonedDateTime(timezone, { disambiguation });
          expect(zone.instantOf(local.date, local.minutes, choice)).toBe(expected.epochMilliseconds);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads local times around a change as Temporal does, skipped and repeated ones too', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    );
    const steps = fc.integer({ min: -240, max: 240 });
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: FROM, max: TO - 400 * 24 * HOUR }),
        steps,
        (timezone, instant, step) => {
          const change = temporalAt(timezone, instant).getTimeZoneTransition('next');
          if (change === null) return;
          const local = change.toPlainDateTime().add({ minutes: step });
          const minutes = local.hour * 60 + local.minute;
          for (const choice of ['earlier', 'later'] as const) {
            const expected = local.toZonedDateTime(timezone, { disambiguation: choice }).epochMilliseconds;
            expect(zoneOf(timezone).instantOf(local.toPlainDate().toString(), minutes, choice)).toBe(
              expected,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
