import { expect, it } from 'vitest';
import { DAY } from '#core/model/time.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

/** A week in which the clocks of Berlin go forward (Sunday 29 March 2026, 02:00 to 03:00). */
const FROM = Date.parse('2026-03-23T00:00:00Z');
const SPAN = { from: FROM, to: FROM + 7 * DAY };

/** Two sites in two zones; a weekly window of the client, and one of a single site. */
function bench(): ReadBench {
  const document = fleetDocument({
    sites: 2,
    site: (index) =>
      index === 0
        ? {
            audit: {
              maintenance_windows: [{ start: '2026-03-24T22:00', end: '2026-03-24T23:00', reason: 'Panel' }],
            },
          }
        : { timezone: 'Asia/Kolkata' },
  });
  const [tenant] = document.tenants ?? [];
  const [client] = tenant?.clients ?? [];
  if (tenant === undefined || client === undefined) throw new Error('the fleet has no client');
  const weekly = { days: ['SUN' as const], start: '01:00', end: '04:00', reason: 'Reboot' };
  const written = { ...client, audit: { maintenance_windows: [weekly] } };
  return readBench({ version: 1, tenants: [{ ...tenant, clients: [written] }] });
}

it('tells when each window holds in the zone of each site, and where the clocks make it shorter', async () => {
  using reads = bench();
  const { entries } = await reads.ask('maintenance.calendar', SPAN);
  const weekly = entries.find(({ target }) => target.scope === 'CLIENT');
  expect(weekly).toMatchObject({ kind: 'WEEKLY', reason: 'Reboot', sites: 2, index: 0 });
  expect(
    weekly?.times.map((time) => [
      time.timezone,
      new Date(time.start).toISOString(),
      (time.end - time.start) / 3_600_000,
      time.clock_changes,
    ]),
  ).toEqual([
    ['Asia/Kolkata', '2026-03-28T19:30:00.000Z', 3, false],
    ['Europe/Berlin', '2026-03-29T00:00:00.000Z', 2, true],
  ]);
  const once = entries.find(({ target }) => target.scope === 'SITE');
  expect(once).toMatchObject({ kind: 'ABSOLUTE', sites: 1 });
  expect(once?.times.map(({ start }) => new Date(start).toISOString())).toEqual(['2026-03-24T21:00:00.000Z']);
});

it('counts what a window held back, and only that', async () => {
  using reads = bench();
  const [start, end] = [Date.parse('2026-03-24T21:00:00Z'), Date.parse('2026-03-24T22:00:00Z')];
  const row = {
    site: 'S-1',
    finding_type: 'SILENT_SITE',
    subject: '',
    window_start: start,
    window_end: end,
    reason: 'Panel',
    at: start + 1,
  };
  reads.store.transaction(() => {
    reads.store.suppressed.add(row);
    reads.store.suppressed.add({ ...row, at: start + 2 });
    reads.store.suppressed.add({ ...row, site: 'S-2' });
  });
  const { entries } = await reads.ask('maintenance.calendar', SPAN);
  expect(entries.flatMap(({ times }) => times.map(({ suppressed }) => suppressed)).toSorted()).toEqual([
    0, 0, 2,
  ]);
});

it('goes on telling what a window held back that was ended early, by type of finding', async () => {
  using reads = bench();
  const start = Date.parse('2026-03-24T21:00:00Z');
  const row = {
    ...{ site: 'S-1', finding_type: 'SILENT_SITE', subject: '', reason: 'Panel', at: start + 1 },
    ...{ window_start: start, window_end: Date.parse('2026-03-24T23:00:00Z') },
  };
  reads.store.transaction(() => {
    reads.store.suppressed.add(row);
    for (const at of [start + 1, start + 2])
      reads.store.suppressed.add({ ...row, finding_type: 'TOUR_OVERDUE', subject: 'tour:T-1', at });
    reads.store.suppressed.add({ ...row, finding_type: 'TASK_OVERDUE', reason: 'Another' });
  });
  const { entries } = await reads.ask('maintenance.calendar', SPAN);
  expect(entries.find(({ target }) => target.scope === 'SITE')).toMatchObject({
    times: [{ suppressed: 3 }],
    held: [
      { finding_type: 'TOUR_OVERDUE', count: 2 },
      { finding_type: 'SILENT_SITE', count: 1 },
    ],
  });
});

it('shows whoever is limited to a site its own windows, and none of its client', async () => {
  using reads = bench();
  const { entries } = await reads.ask('maintenance.calendar', SPAN, { tenants: [], sites: ['S-1'] });
  expect(entries.map(({ target }) => target.code)).toEqual(['S-1']);
});
