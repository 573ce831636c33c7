import { describe, expect, it } from 'vitest';
import { fleetDocument } from '#test/kit/fleet.ts';
import type { SiteDocument } from './document.ts';
import { placeOf } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';

const SITE = 'tenants[0].clients[0].sites[0].';

/** The problems of a file with one site that has these fields, places told from the site on. */
const problemsOfSite = (fields: Readonly<Record<string, unknown>>) =>
  schemaProblems(fleetDocument({ site: () => fields as Partial<SiteDocument> })) // wrong on purpose
    .map(({ path, found, expected }) => [placeOf(path).replace(SITE, ''), found, expected]);
const problemsOfAudit = (audit: unknown) => problemsOfSite({ audit });

const weekly = { days: ['SUN'], start: '02:00', end: '03:00' };
const during = (fields: object) => problemsOfAudit({ maintenance_windows: [{ reason: 'r', ...fields }] });

describe('the form of a configuration file', () => {
  it('is right in the documents that the tests are made of', () => {
    expect(schemaProblems(fleetDocument({ sites: 7, tenants: 2, clientsPerTenant: 2 }))).toEqual([]);
  });

  it.each([
    ['audit_frequency_minutes', 4, 'a whole number from 5 to 60'],
    ['audit_frequency_minutes', 61, 'a whole number from 5 to 60'],
    ['audit_frequency_minutes', 7.5, 'a whole number from 5 to 60'],
    ['heartbeat_frequency_minutes', 0, 'a whole number from 1 to 15'],
    ['deep_audit_frequency_hours', 25, 'a whole number from 1 to 24'],
    ['evidence_lookback_minutes', 29, 'a whole number from 30 to 480'],
    ['enabled', 'yes', 'true or false'],
    ['alert_severity_threshold', 'Hihg', 'one of CRITICAL, HIGH, MEDIUM, LOW: did you mean HIGH?'],
    ['anomaly_scale', 'WEEK', 'one of DAY, SAMPLE'],
    ['cadences', [], 'at least one cadence'],
  ])('refuses audit.%s = %j', (field, value, expected) => {
    expect(problemsOfAudit({ [field]: value })).toEqual([[`audit.${field}`, expect.anything(), expected]]);
  });

  it.each([
    ['groups', ['x'.repeat(65)], expect.stringContaining('xxx')],
    ['sources', ['no spaces'], '"no spaces"'],
    ['sources', ['x'.repeat(65)], expect.stringContaining('xxx')],
    ['timezone', 'Mars/Olympus', '"Mars/Olympus"'],
    ['timezone', '+05:30', '"+05:30"'],
    ['priority', 6, '6'],
    ['location', { lat: 91, lon: 0 }, '91'],
    ['geofence', { type: 'Point', coordinates: [0, 0] }, 'an object'],
    [
      'geofence',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
      'a list of 4',
    ],
    ['holidays', [{ date: '2026-02-30', name: 'never' }], '"2026-02-30"'],
  ])('refuses %s = %j', (field, value, found) => {
    expect(problemsOfSite({ [field]: value }).map(([, what]) => what)).toEqual([found]);
  });

  it.each([
    ['an end equal to the start', { ...weekly, end: '02:00' }, 'end'],
    ['a start at 24:00', { ...weekly, start: '24:00' }, 'start'],
    ['a day twice', { ...weekly, days: ['SUN', 'SUN'] }, 'days[1]'],
    ['an absolute end before its start', { start: '2026-11-06T04:00Z', end: '2026-11-05T22:00Z' }, 'end'],
    ['an offset at one side only', { start: '2026-11-05T22:00', end: '2026-11-06T04:00Z' }, 'end'],
    ['a date that no calendar has', { start: '2026-02-30T22:00', end: '2026-02-01T04:00' }, 'start'],
    [
      'a rule that is not followed exactly',
      { start: '2026-11-01T02:00', end: '2026-11-01T03:00', rrule: 'FREQ=MONTHLY' },
      'rrule',
    ],
  ])('refuses a maintenance window with %s', (_, fields, place) => {
    expect(during(fields).map(([where]) => where)).toEqual([`audit.maintenance_windows[0].${place}`]);
  });

  it.each([
    ['an end at 24:00', { ...weekly, end: '24:00' }],
    ['a crossing of midnight', { ...weekly, start: '22:00' }],
    ['local times', { start: '2026-11-05T22:00', end: '2026-11-06T04:00' }],
    ['a weekly rule', { start: '2026-11-01T02:00', end: '2026-11-01T03:00', rrule: 'FREQ=WEEKLY;BYDAY=SU' }],
  ])('accepts a maintenance window with %s', (_, fields) => {
    expect(during(fields)).toEqual([]);
  });

  it('asks for an offset where the zone is not known', () => {
    const window = { start: '2026-11-05T22:00', end: '2026-11-06T04:00', reason: 'r' };
    const [tenant] = fleetDocument().tenants ?? [];
    const document = { version: 1, tenants: [{ ...tenant, audit: { maintenance_windows: [window] } }] };
    expect(schemaProblems(document).map(({ path }) => placeOf(path))).toEqual([
      'tenants[0].audit.maintenance_windows[0].start',
      'tenants[0].audit.maintenance_windows[0].end',
    ]);
  });

  it.each(['phone_events', 'default', 'constructor', 'Doors', '9lives', 'x'.repeat(41)])(
    'refuses %s as the name of a custom metric',
    (name) => {
      expect(problemsOfAudit({ custom_metrics: [{ name }] })).toHaveLength(1);
    },
  );

  it('tells an unknown field with the one that was probably meant', () => {
    expect(problemsOfSite({ timezon: 'Europe/Berlin' })).toEqual([
      ['timezon', '"timezon"', 'a known field: did you mean timezone?'],
    ]);
    expect(problemsOfAudit({ colour: 'red' })[0]?.[2]).toMatch(/^one of the fields enabled, /);
  });

  it('tells what a window or a step was meant to be, not every form that it might have', () => {
    expect(during({ days: ['SUN'], start: '02:00', until: '03:00' })).toEqual([
      ['audit.maintenance_windows[0].end', 'nothing', expect.stringContaining('HH:MM')],
      ['audit.maintenance_windows[0].until', '"until"', expect.stringContaining('one of the fields')],
    ]);
  });

  it('tells at most 100 problems', () => {
    expect(
      problemsOfAudit(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x${i}`, i]))),
    ).toHaveLength(100);
  });

  it.each([null, 7, 'text', [], {}])('refuses the document %j', (document) => {
    expect(schemaProblems(document).length).toBeGreaterThan(0);
  });
});
