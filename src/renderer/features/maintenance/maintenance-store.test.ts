import { expect, it } from 'vitest';
import { DAY, MINUTE } from '#core/model/time.ts';
import { arrived, createFakeApi } from '#test/kit/fake-api.ts';
import { createMaintenanceStore, type Entry, mondayOf } from './maintenance-store.ts';

const NOW = Date.parse('2026-11-26T10:00:30Z');
const SITE = { scope: 'SITE', tenant: 'T-1', code: 'S-1' } as const;
const DIFF = {
  files: [],
  dry_run: false,
  version: 5,
  counts: { tenants: 0, clients: 0, sites: 1, people: 0, devices: 0, tours: 0, runbooks: 0 },
  entries: [],
  problems: [],
};
const entry = (index: number, change: Partial<Entry> = {}): Entry => ({
  target: SITE,
  index,
  window: { days: ['SUN'], start: '01:00', end: '02:00', reason: `w${index}` },
  reason: `w${index}`,
  kind: 'WEEKLY',
  sites: 1,
  times: [],
  held: [],
  ...change,
});
/** Holds from 9:30 for an hour, written in local time. */
const RUNNING = entry(1, {
  kind: 'ABSOLUTE',
  window: { start: '2026-11-26T10:30', end: '2026-11-26T11:30', reason: 'w1' },
  times: [
    {
      start: NOW - 30.5 * MINUTE,
      end: NOW + 30 * MINUTE,
      timezone: 'Europe/Berlin',
      sites: 1,
      clock_changes: false,
      suppressed: 0,
    },
  ],
});

async function bench(entries: readonly Entry[]) {
  const fake = createFakeApi({
    'maintenance.calendar': () => ({ version: 4, entries: [...entries] }),
    'configuration.edit': () => DIFF,
  });
  const store = createMaintenanceStore({ api: fake.api, now: () => NOW });
  await store.getState().load();
  await arrived();
  const written = () => fake.inputsOf('configuration.edit').at(-1);
  return { ...fake, state: store.getState, written };
}

it('begins a window with the minute that runs, beside those that the place has', async () => {
  const { state, written } = await bench([entry(0)]);
  expect(await state().startNow(SITE, 60, 'Panel')).toBeNull();
  expect(written()).toMatchObject({
    base_version: 4,
    changes: [
      {
        targets: [SITE],
        set: {
          'audit.maintenance_windows': [
            entry(0).window,
            { start: '2026-11-26T10:00:00.000Z', end: '2026-11-26T11:00:00.000Z', reason: 'Panel' },
          ],
        },
      },
    ],
    dry_run: false,
  });
});

it('ends a window that holds at the minute that runs, and leaves what it already held back', async () => {
  const { state, written } = await bench([entry(0), RUNNING]);
  await state().end(RUNNING);
  expect(written()).toMatchObject({
    changes: [
      {
        set: {
          'audit.maintenance_windows': [
            entry(0).window,
            { start: '2026-11-26T09:30:00.000Z', end: '2026-11-26T10:00:00.000Z', reason: 'w1' },
          ],
        },
      },
    ],
  });
});

it('takes a weekly window away, and with the last one the list, so that nothing stays behind', async () => {
  const { state, written } = await bench([entry(0)]);
  await state().end(entry(0));
  expect(written()).toMatchObject({ changes: [{ set: { 'audit.maintenance_windows': null } }] });
});

it('begins its weeks on Mondays', () => {
  expect(new Date(mondayOf(NOW)).toISOString()).toBe('2026-11-23T00:00:00.000Z');
  expect(mondayOf(mondayOf(NOW))).toBe(mondayOf(NOW));
  expect(mondayOf(NOW + 7 * DAY) - mondayOf(NOW)).toBe(7 * DAY);
});

/** A Sunday window in Berlin that begins at 23:30 UTC on the Saturday. */
const sunday = (start: string, kind: 'WEEKLY' | 'RECURRING' = 'WEEKLY'): Entry => {
  const at = Date.parse(start);
  const time = { end: at + 60 * MINUTE, timezone: 'Europe/Berlin', sites: 1, clock_changes: false };
  return entry(0, { kind, times: [{ start: at, ...time, suppressed: 0 }] });
};
async function expectSkipped(given: Entry, windows: readonly unknown[]): Promise<void> {
  const { state, written } = await bench([given, RUNNING]);
  const [time] = given.times;
  if (time === undefined) throw new Error('it has no time');
  expect(await state().skip(given, time)).toBeNull();
  expect(written()).toMatchObject({ changes: [{ set: { 'audit.maintenance_windows': windows } }] });
}

it('leaves one local day of a weekly window out, and of one that holds what is left of it', async () => {
  const next = sunday('2026-11-28T23:30:00Z');
  await expectSkipped(next, [{ ...next.window, except: ['2026-11-29'] }, RUNNING.window]);
  const running = sunday('2026-11-26T09:45:00Z');
  await expectSkipped(running, [
    { ...running.window, except: ['2026-11-26'] },
    { start: '2026-11-26T09:45:00.000Z', end: '2026-11-26T10:00:00.000Z', reason: 'w0' },
    RUNNING.window,
  ]);
  const ruled = sunday('2026-11-28T23:30:00Z', 'RECURRING');
  await expectSkipped(ruled, [{ ...ruled.window, exdate: ['2026-11-29'] }, RUNNING.window]);
});
