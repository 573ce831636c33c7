import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '#contract/index.ts';
import { localActor } from '#core/model/actor.ts';
import { Refused } from '#main/services/handlers.ts';
import { ADA, type ConfigurationBench, configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

type ImportFile = Parsed<'configuration.import'>['files'][number];

const FIXTURES = join(import.meta.dirname, '../fixtures');
const fixture = (path: string) => readFileSync(join(FIXTURES, path), 'utf8');
const FENCES = fixture('geofences/two-sites.geojson');
const SHIFTS = fixture('calendars/outlook-shifts.ics');
const MAINTENANCE = fixture('calendars/google-maintenance.ics');

const WEEKLY = { days: ['MON'], start: '08:00', end: '16:00' };
const fleet = (sites = 2) =>
  fleetDocument({
    sites,
    tenants: 2,
    site: (index) => ({
      name: `Site ${index + 1}`,
      timezone: 'Europe/Berlin',
      people: [
        { code: 'G-1', name: 'John Doe', role: 'guard' },
        { code: 'G-2', name: 'Ann Lee', role: 'guard' },
      ],
      devices: [],
      shifts: [
        { person: 'G-1', ...WEEKLY },
        { person: 'G-2', ...WEEKLY },
      ],
    }),
  });

async function bench(): Promise<ConfigurationBench> {
  const made = configurationBench();
  await made.load({ 'fleet.json': fleet() });
  return made;
}
const load = ({ service }: ConfigurationBench, files: readonly ImportFile[], dry_run = false, caller = ADA) =>
  service.importFiles({ files: [...files], dry_run, deactivate_missing: true }, caller);
async function refused(made: ConfigurationBench, files: readonly ImportFile[]): Promise<Refused> {
  const before = made.stored();
  const outcome = await load(made, files).catch((error: unknown) => error);
  expect(made.stored()).toEqual(before);
  if (outcome instanceof Refused) return outcome;
  throw new Error('it was not refused', { cause: outcome });
}
const siteOf = ({ store }: ConfigurationBench, code: string) =>
  store.configuration.documents().find((record) => record.code === code)?.document;

describe('geofences', () => {
  it('go to the sites that their features name, after a dry run that says so, and once', async () => {
    using made = await bench();
    const files = [{ name: 'fences.geojson', text: FENCES }];
    const before = made.stored();
    const dry = await load(made, files, true);
    expect(made.stored()).toEqual(before);
    const changed = dry.entries.filter(({ change }) => change !== 'unchanged');
    expect(changed.map(({ change, code }) => [change, code])).toEqual([
      ['changed', 'S-1'],
      ['changed', 'S-2'],
    ]);
    expect(changed[1]?.fields).toContainEqual({ field: 'geofence.radius_m', old: '150', new: null });
    expect((await load(made, files)).version).toBe(2);
    expect(siteOf(made, 'S-1')).toMatchObject({ geofence: { type: 'Polygon' } });
    expect(siteOf(made, 'S-2')).toMatchObject({ geofence: { type: 'MultiPolygon' } });
    expect((await load(made, files)).entries.every(({ change }) => change === 'unchanged')).toBe(true);
  });

  it('go to the site that is said where the file names none, also to one of the same import, and are taken back with it', async () => {
    using made = await bench();
    const text = fixture('geofences/one-geometry.geojson');
    await load(made, [
      { name: 'sites.json', text: JSON.stringify(fleet(3)) },
      { name: 'fence.json', text, site: 'S-3' },
    ]);
    expect(siteOf(made, 'S-3')).toMatchObject({ geofence: { type: 'Polygon' } });
    // A fence is no list of sites, so none is missing from it.
    const { entries } = await load(made, [{ name: 'fence.json', text, site: 'S-1' }]);
    expect(entries.filter(({ change }) => change === 'deactivated' || change === 'missing')).toEqual([]);
    await made.service.rollBack({ version: 3, reason: '', dry_run: false }, ADA);
    expect(siteOf(made, 'S-1')).not.toMatchObject({ geofence: { type: 'Polygon' } });
  });

  it('that are wrong are all told with line and column, and what to do', async () => {
    using made = await bench();
    const text = FENCES.replace('"S-1"', '"S-9"').replace('[13.5, 52.5, 30]', '[52.5, 113.5]');

    const { problems } = await refused(made, [{ name: 'fences.geojson', text }]);
    expect(problems).toMatchObject([
      { line: 9, column: 7, found: '"S-9"', fix: 'Write S-1, or say --site CODE.' },
      { line: 19, column: 34, fix: 'GeoJSON has the longitude first, then the latitude.' },
      { line: 19, column: 26, fix: null },
    ]);
  });

  it.each([
    ['{"type":"Point","coordinates":[1,2]}', 'Polygon or MultiPolygon'],
    ['{"type":"FeatureCollection"}', 'a list of features'],
    ['{"type":"FeatureCollection","features":[{"type":"FeatureCollection","features":[]}]}', 'a Feature'],
    ['{"type":"Feature","geometry":null}', 'a geometry of type Polygon or MultiPolygon'],
    [
      '{"type":"Polygon","coordinates":[[[1,2],[2,3],[3,4],[4,5]]]}',
      'a ring of at least 4 positions, the last equal to the first',
    ],
    ['{"type":"Polygon","crs":{"name":"EPSG:25833"},"coordinates":[]}', 'WGS 84'],
    ['{"type":"Polygon","type":"Polygon"}', 'every field once'],
    ['{"type":"Polygon"', ', or }'],
  ])('%s is refused', async (text, expected) => {
    using made = await bench();
    const { problems } = await refused(made, [{ name: 'a.geojson', text, site: 'S-1' }]);
    expect(problems).toMatchObject([{ line: 1, column: expect.any(Number), expected }]);
  });

  it('are one for each site', async () => {
    using made = await bench();
    const { problems } = await refused(made, [
      { name: 'a.geojson', text: FENCES.replace('Site 2', 'Site 1') },
    ]);
    expect(problems).toMatchObject([{ expected: 'one fence for each site' }]);
  });
});

describe('calendars', () => {
  it('replace the shifts of the people whom they name, with the occurrence that was moved, in the zone that Outlook means', async () => {
    using made = await bench();
    await load(made, [{ name: 'duty.ics', text: SHIFTS }]);
    expect(siteOf(made, 'S-1')).toMatchObject({
      shifts: [
        { person: 'G-2', ...WEEKLY },
        {
          person: 'G-1',
          start: '2026-01-05T22:00',
          end: '2026-01-06T06:00',
          rrule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261231T225959Z',
          exdate: ['2026-01-07T21:00:00.000Z', '2026-01-09T21:00:00.000Z', '2026-01-12T21:00:00.000Z'],
          timezone: 'Europe/Berlin',
        },
        { person: 'G-1', start: '2026-01-12T22:00:00.000Z', end: '2026-01-13T06:00:00.000Z' },
      ],
    });
    expect((await load(made, [{ name: 'duty.ics', text: SHIFTS }])).version).toBe(2);
  });

  it('replace the maintenance of the sites that they name: in UTC, for whole days, by rule, and nothing that was cancelled', async () => {
    using made = await bench();
    await load(made, [{ name: 'work.ics', text: MAINTENANCE, use: 'maintenance' }]);
    expect(siteOf(made, 'S-2')).toMatchObject({
      audit: {
        maintenance_windows: [
          { start: '2026-02-05T21:00:00.000Z', end: '2026-02-06T03:00:00.000Z', reason: 'Fire panel test' },
        ],
      },
    });
    expect(siteOf(made, 'S-1')).toMatchObject({
      audit: {
        maintenance_windows: [
          { start: '2026-05-01T00:00', end: '2026-05-03T00:00', reason: 'Yard closed' },
          {
            start: '2026-02-01T02:00',
            end: '2026-02-01T03:30',
            rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
            exdate: ['2026-02-15T01:00:00.000Z'],
            timezone: 'Europe/Berlin',
            reason: 'Reboot',
          },
        ],
      },
    });
  });

  it('come with fences and sites in one import, which is one version', async () => {
    using made = configurationBench();
    const diff = await load(made, [
      { name: 'work.ics', text: MAINTENANCE, use: 'maintenance' },
      { name: 'duty.ics', text: SHIFTS },
      { name: 'fences.geojson', text: FENCES },
      { name: 'fleet.json', text: JSON.stringify(fleet()) },
    ]);
    expect(diff).toMatchObject({ version: 1, counts: { sites: 2 } });
    expect(siteOf(made, 'S-1')).toMatchObject({
      geofence: { type: 'Polygon' },
      shifts: [{ person: 'G-2' }, { person: 'G-1' }, { person: 'G-1' }],
      audit: { maintenance_windows: [{}, {}] },
    });
  });

  it('that nobody can place say what is missing and how to say it', async () => {
    using made = await bench();
    const text = SHIFTS.replaceAll('CN="John Doe"', 'CN="Jim Roe"').replaceAll(
      'CATEGORIES:Shift',
      'CLASS:PRIVATE',
    );
    const { problems } = await refused(made, [{ name: 'duty.ics', text }]);
    expect(problems[0]).toMatchObject({ line: 21, column: 1, fix: 'Say --use shifts or --use maintenance.' });
    const again = await refused(made, [{ name: 'duty.ics', text, use: 'shifts' }]);
    expect(again.problems).toMatchObject([
      { field: 'ATTENDEE', found: '"Jim Roe"', fix: expect.stringContaining('--person') },
      {},
    ]);
    await load(made, [{ name: 'duty.ics', text, use: 'shifts', person: 'G-2' }]);
    expect(siteOf(made, 'S-1')).toMatchObject({
      shifts: [{ person: 'G-1' }, { person: 'G-2' }, { person: 'G-2' }],
    });
  });

  it('names no site of another tenant to somebody who may not see it', async () => {
    using made = await bench();
    const caller = {
      actor: localActor('bob'),
      scope: { tenants: ['T-2'], clients: [], sites: [] },
    };
    const outcome = await load(
      made,
      [{ name: 'a.geojson', text: FENCES.replace('Site 2', 'S-1x') }],
      true,
      caller,
    ).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ problems: [{ found: '"S-1"' }, { found: '"S-1x"' }] });
    expect(JSON.stringify(Reflect.get(Object(outcome), 'problems'))).not.toContain('Write S-1');
  });
});
