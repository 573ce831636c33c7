import { expect, it } from 'vitest';
import { fleetDocument, fleetOf, recordsOf } from '#test/kit/fleet.ts';
import { buildFleet } from './fleet.ts';

const lone = { check_in_minutes: 30 };

it('fills in what a site leaves out', () => {
  const [site] = fleetOf(
    fleetDocument({
      site: () => ({
        people: [{ code: 'G', lone_worker: lone }],
        devices: [{ code: 'D' }],
        shifts: [],
        tours: [
          {
            code: 'T',
            starts: [{ days: ['MON'], at: '22:00' }],
            duration_minutes: 45,
            checkpoints: [{ code: 'C', lat: 1, lon: 2 }],
          },
        ],
      }),
    }),
    7,
  ).sites;
  expect(site?.people[0]).toMatchObject({
    name: 'G',
    role: 'guard',
    phone: null,
    lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
  });
  expect(site?.devices[0]).toMatchObject({ kind: 'phone', person: null, external_id: null });
  expect(site?.tours[0]).toMatchObject({ name: 'T', mandatory: true, grace_minutes: 15 });
  expect(site?.tours[0]?.checkpoints[0]).toMatchObject({ name: 'C', radius_m: 25 });
  expect(site).toMatchObject({ active: true, priority: 3, config_version: 7, tenant: 'T-1', client: 'C-1' });
});

it('knows one person by one integer and all fields, at whichever sites the tenant lists them', () => {
  const { sites } = fleetOf(
    fleetDocument({
      sites: 2,
      site: (index) => ({
        people: [{ code: 'G', ...(index === 0 ? { name: 'Ada', lone_worker: lone } : {}) }],
        shifts: [],
        devices: [],
      }),
    }),
  );
  expect(sites[1]?.people).toEqual(sites[0]?.people);
  expect(sites[1]?.people[0]).toMatchObject({ name: 'Ada', lone_worker: { check_in_minutes: 30 } });
});

it('keeps people of two tenants apart', () => {
  const { sites } = fleetOf(
    fleetDocument({
      sites: 2,
      tenants: 2,
      site: () => ({ people: [{ code: 'G' }], shifts: [], devices: [] }),
    }),
  );
  expect(sites[0]?.people[0]?.id).not.toBe(sites[1]?.people[0]?.id);
});

it('finds every site by code and by id, in the order of the codes', () => {
  const fleet = fleetOf(
    fleetDocument({ sites: 3, site: (index) => ({ code: ['B', 'C', 'A'][index] ?? '' }) }),
  );
  expect(fleet.sites.map(({ code }) => code)).toEqual(['A', 'B', 'C']);
  for (const site of fleet.sites)
    expect([fleet.byCode.get(site.code), fleet.byId.get(site.id)]).toEqual([site, site]);
});

it('refuses documents of which a parent is missing', () => {
  const orphans = recordsOf(fleetDocument()).filter(({ scope }) => scope !== 'CLIENT');
  const ids = { person: () => 1, device: () => 1 };
  expect(() => buildFleet(orphans, ids, 1)).toThrow('CLIENT T-1 C-1');
});

it('reads a local shift in the zone of the site, of two readings the longer', () => {
  const shift = { person: 'G-S-1', start: '2026-10-25T02:30', end: '2026-10-25T02:45' };
  const [site] = fleetOf(fleetDocument({ site: () => ({ shifts: [shift] }) })).sites;
  expect(site?.shifts).toEqual([
    {
      kind: 'ABSOLUTE',
      person: 'G-S-1',
      start: Date.parse('2026-10-25T02:30:00+02:00'),
      end: Date.parse('2026-10-25T02:45:00+01:00'),
    },
  ]);
});

it('works out settings once for sites that are set up alike, and apart for each zone', () => {
  const maintenance_windows = [{ reason: 'works', start: '2026-03-02T22:00:00', end: '2026-03-03T02:00:00' }];
  const { sites } = fleetOf(
    fleetDocument({
      sites: 3,
      site: (index) => ({
        timezone: index === 2 ? 'Asia/Tokyo' : 'Europe/Berlin',
        audit: { maintenance_windows },
      }),
    }),
  );
  expect(sites[1]?.audit).toBe(sites[0]?.audit);
  expect(sites.map(({ audit }) => audit.maintenance_windows[0])).toMatchObject([
    { start: Date.UTC(2026, 2, 2, 21) },
    { start: Date.UTC(2026, 2, 2, 21) },
    { start: Date.UTC(2026, 2, 2, 13) },
  ]);
});

it('gives tours of different names that are planned at the same times one plan', () => {
  const starts = [{ days: ['MON' as const], at: '22:00' }];
  const { sites } = fleetOf(
    fleetDocument({
      sites: 2,
      site: (index) => ({ tours: [{ code: `T-${index}`, starts: [...starts], duration_minutes: 45 }] }),
    }),
  );
  expect(sites.map(({ tours }) => tours[0]?.code)).toEqual(['T-0', 'T-1']);
  expect(sites[1]?.tours[0]?.starts).toBe(sites[0]?.tours[0]?.starts);
});
