import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { readBench } from '#test/kit/read-bench.ts';

/** Two sites of two tenants; the clock says 00:00 UTC, 01:00 in Berlin. */
const twoTenants = () => readBench(fleetDocument({ sites: 2, tenants: 2 }));
const yesterday = Date.parse('2026-01-04T21:00:00Z');

const absence = (id: string, site_id: number, start: number, end: number) => ({
  id,
  site_id,
  person: 'G-S-1',
  start,
  end,
  relief: null,
  reason: 'Ill',
  noted_at: start,
  noted_by: 'local:ada',
  withdrawn_at: null,
  withdrawn_by: null,
});

it('offers the people of a site with their shifts, and the starts of its tours with their state', async () => {
  using bench = twoTenants();
  const now = bench.clock.now();
  const site = bench.fleet().byCode.get('S-1');
  const answer = await bench.ask('duty.site', { site: 'S-1' });
  expect(answer).toMatchObject({
    site: 'S-1',
    timezone: 'Europe/Berlin',
    people: [{ code: 'G-S-1', name: 'Guard of S-1', role: 'guard', lone_worker: null }],
    tours: [
      {
        code: 'T-1',
        mandatory: true,
        starts: [{ at: yesterday, local: '2026-01-04T22:00', state: 'OVERDUE' }],
      },
    ],
    absences: [],
  });
  expect(answer.people[0]?.shift?.start).toBeLessThanOrEqual(now);
  bench.store.transaction(() =>
    bench.store.noted.addTour({
      ...{ site_id: site?.id ?? 0, tour: 'T-1', run: 'by-hand-1', start: yesterday, person: null },
      ...{
        completed_at: yesterday + HOUR,
        reason: 'x',
        noted_at: now,
        noted_by: 'local:ada',
        finding_id: null,
      },
    }),
  );
  expect((await bench.ask('duty.site', { site: 'S-1' })).tours[0]?.starts).toMatchObject([
    { state: 'BY_HAND', completed_at: yesterday + HOUR },
  ]);
});

it('lists absences that are not over, or all of them, of the sites that the caller may see', async () => {
  using bench = twoTenants();
  const now = bench.clock.now();
  const [one, two] = bench.fleet().sites.map(({ id }) => id);
  bench.store.transaction(() => {
    bench.store.noted.addAbsence(absence('A-over', one ?? 0, now - 2 * HOUR, now));
    bench.store.noted.addAbsence(absence('A-now', one ?? 0, now - HOUR, now + HOUR));
    bench.store.noted.addAbsence(absence('A-back', one ?? 0, now - MINUTE, now + HOUR));
    bench.store.noted.withdraw('A-back', now, 'local:ada');
    bench.store.noted.addAbsence(absence('A-other', two ?? 0, now - 3 * HOUR, now + HOUR));
  });
  const ids = async (input: { site?: string; active: boolean }, scope?: { tenants: string[] }) =>
    (await bench.ask('people.absences', input, scope)).map(({ id }) => id);
  expect(await ids({ active: true })).toEqual(['A-now', 'A-other']);
  expect(await ids({ active: false })).toEqual(['A-back', 'A-now', 'A-over', 'A-other']);
  expect(await ids({ active: true, site: 'S-2' })).toEqual(['A-other']);
  expect(await ids({ active: true }, { tenants: ['T-1'] })).toEqual(['A-now']);
  await expect(ids({ active: true, site: 'S-2' }, { tenants: ['T-1'] })).rejects.toThrow('no site S-2');
  await expect(bench.ask('duty.site', { site: 'S-2' }, { tenants: ['T-1'] })).rejects.toThrow('no site S-2');
});
