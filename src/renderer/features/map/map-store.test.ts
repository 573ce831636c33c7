import { describe, expect, it } from 'vitest';
import type { SitePlace } from '#contract/map.ts';
import { arrived, createFakeApi, createFakeTimers, refusal } from '#test/kit/fake-api.ts';
import type { Subject } from './map-store.ts';
import { createMapStore } from './map-store.ts';

const SUBJECT: Subject = { site: 'RB-01', finding: 'F-1', from: 0, to: 600_000 };
const placeOf = (site: string): SitePlace => ({
  site,
  name: site,
  timezone: 'UTC',
  location: null,
  geofence: null,
  checkpoints: [],
  tours: [],
  plan: null,
});

function bench() {
  const fake = createFakeApi({
    'sites.map': ({ site }) => placeOf(site),
    'sites.look': () => ({ noted: true }),
    'sites.positions': () => ({ at: 5, positions: [] }),
    'sites.set_plan': ({ site }) => ({ site }),
  });
  const timers = createFakeTimers();
  const store = createMapStore({ api: fake.api, every: timers.every });
  return { ...fake, timers, store, now: () => store.getState() };
}

describe('the map of a finding', () => {
  it('says who looks before it shows anything, once for each subject', async () => {
    const { now, asked, inputsOf } = bench();
    now().about(SUBJECT);
    now().about({ ...SUBJECT });
    await arrived();
    expect(asked[0]).toEqual({ method: 'sites.look', input: { site: 'RB-01', finding: 'F-1' } });
    expect(inputsOf('sites.look')).toHaveLength(1);
    expect(now().place?.site).toBe('RB-01');
  });

  it('keeps what it knows of the site when a later load fails, and forgets it at another site', async () => {
    const { now, answers } = bench();
    now().about(SUBJECT);
    await arrived();
    answers['sites.map'] = () => refusal('The engine is busy.');
    await now().load();
    expect(now()).toMatchObject({ place: { site: 'RB-01' }, fault: { message: 'The engine is busy.' } });
    now().about({ ...SUBJECT, site: 'KT-07' });
    expect(now()).toMatchObject({ place: undefined, fault: undefined });
  });

  it('loads again when its site changed, or any may have', async () => {
    const { now, store, push, inputsOf } = bench();
    const stop = store.getState().start();
    now().about(SUBJECT);
    await arrived();
    const before = inputsOf('sites.map').length;
    push('sites.changed', { sites: ['OTHER'] });
    expect(inputsOf('sites.map')).toHaveLength(before);
    push('sites.changed', { sites: ['RB-01'] });
    push('sites.changed', { sites: null });
    expect(inputsOf('sites.map')).toHaveLength(before + 2);
    stop();
  });
});

describe('playback', () => {
  it('begins at the start when it stood at the end, goes with the speed, and stops at the end', () => {
    const { now, timers } = bench();
    now().about(SUBJECT);
    now().toggle(false);
    expect(now()).toMatchObject({ playing: true, moment: 0 });
    timers.run();
    expect(now().moment).toBe(100 * 300);
    now().runAt(60);
    timers.run();
    expect(now().moment).toBe(100 * 360);
    for (let n = 0; n < 100; n += 1) timers.run();
    expect(now()).toMatchObject({ playing: false, moment: 600_000 });
    expect(timers.waiting()).toEqual([]);
  });

  it('pauses where it is and goes on from there', () => {
    const { now, timers } = bench();
    now().about(SUBJECT);
    now().seek(120_000);
    now().toggle(false);
    timers.run();
    now().toggle(false);
    expect(now()).toMatchObject({ playing: false, moment: 150_000 });
    expect(timers.waiting()).toEqual([]);
    now().toggle(false);
    expect(now()).toMatchObject({ playing: true, moment: 150_000 });
  });

  it('steps once a second where motion is not wanted', () => {
    const { now, timers } = bench();
    now().about(SUBJECT);
    now().runAt(10);
    now().toggle(true);
    expect(timers.waiting()).toEqual([1_000]);
    timers.run();
    expect(now().moment).toBe(10_000);
  });

  it('never leaves the window, and ends with the subject and with the screen', () => {
    const { now, timers, store, listening } = bench();
    const stop = store.getState().start();
    now().about(SUBJECT);
    now().seek(-5);
    expect(now().moment).toBe(0);
    now().seek(9e9);
    expect(now().moment).toBe(600_000);
    now().toggle(false);
    now().about({ ...SUBJECT, finding: 'F-2' });
    expect(now()).toMatchObject({ playing: false, moment: null });
    now().toggle(false);
    now().toggleNow();
    stop();
    expect(timers.waiting()).toEqual([]);
    expect(listening()).toBe(0);
  });
});

describe('where people are now', () => {
  it('is a look of its own, is renewed, and goes away when it is not wanted', async () => {
    const { now, timers, inputsOf } = bench();
    now().about(SUBJECT);
    now().toggleNow();
    await arrived();
    expect(now().now).toEqual({ at: 5, positions: [] });
    expect(inputsOf('sites.look')).toHaveLength(2);
    timers.run();
    expect(inputsOf('sites.positions')).toHaveLength(2);
    now().toggleNow();
    expect(now().now).toBeNull();
    expect(timers.waiting()).toEqual([]);
  });
});

describe('the map of a site as it stands', () => {
  it('is a look each time that it is shown, renews where people are, and asks no more once it is left', async () => {
    const { now, timers, inputsOf } = bench();
    const leave = now().watch('RB-01');
    await arrived();
    expect(now()).toMatchObject({ place: { site: 'RB-01' }, now: { at: 5, positions: [] } });
    expect(inputsOf('sites.look')).toEqual([{ site: 'RB-01', finding: null }]);
    timers.run();
    expect(inputsOf('sites.positions')).toHaveLength(2);
    leave();
    expect(now().now).toBeNull();
    expect(timers.waiting()).toEqual([]);
    now().watch('RB-01')();
    expect(inputsOf('sites.look')).toHaveLength(2);
  });

  it('keeps the last known positions and says why there are none newer', async () => {
    const { now, timers, answers } = bench();
    now().watch('RB-01');
    await arrived();
    answers['sites.positions'] = () => refusal('The engine is busy.');
    timers.run();
    await arrived();
    expect(now()).toMatchObject({ now: { at: 5 }, nowFault: { message: 'The engine is busy.' } });
    answers['sites.positions'] = () => ({ at: 9, positions: [] });
    timers.run();
    await arrived();
    expect(now()).toMatchObject({ now: { at: 9 }, nowFault: undefined });
  });

  it('shows nobody of the site before at the next one', async () => {
    const { now } = bench();
    now().watch('RB-01')();
    now().watch('KT-07');
    expect(now()).toMatchObject({ place: undefined, now: null });
    await arrived();
    expect(now().place?.site).toBe('KT-07');
  });
});

it('tells why a plan was not taken, and shows the one that was', async () => {
  const { now, answers, inputsOf } = bench();
  now().about(SUBJECT);
  await arrived();
  const corner = { lat: 0, lon: 0 };
  const plan = {
    site: 'RB-01',
    name: 'x',
    media_type: 'image/png' as const,
    base64: 'AA==',
    nw: corner,
    se: corner,
  };
  const before = inputsOf('sites.map').length;
  expect(await now().setPlan(plan)).toBeNull();
  expect(inputsOf('sites.map')).toHaveLength(before + 1);
  answers['sites.set_plan'] = () => refusal('The file is not a PNG image.');
  expect(await now().setPlan(plan)).toBe('The file is not a PNG image.');
});
