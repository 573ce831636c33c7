import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { DeviceMemory } from './device-memory.ts';
import { DEVICE_LOOKBACK, lastOnline } from './devices.ts';

const NOW = 1_000 * MINUTE;
const base = { id: 1, kind: 'phone', external_id: null };
const site = siteWith({
  devices: [
    { ...base, code: 'D-1', person: 'G-1' },
    { ...base, code: 'D-2', person: null },
    { ...base, code: 'D-3', person: 'G-3' },
    { ...base, code: 'D-4', person: 'G-3' },
  ],
});
type Report = readonly [minutesAgo: number, device: string | null, person: string | null, word?: string];

/** What is known at NOW after some reports. */
function told(reports: readonly Report[], memory = new DeviceMemory(15 * MINUTE)) {
  for (const [ago, device, person, word = null] of reports)
    memory.report(site.id, { ts: NOW - ago * MINUTE, device, person, word, battery: null }, NOW);
  return Object.fromEntries(memory.of(site, NOW).map((readings) => [readings.code, readings]));
}
const agoOf = (reports: readonly { readonly ts: number }[] = []) =>
  reports.map(({ ts }) => (NOW - ts) / MINUTE);

describe('the memory of devices', () => {
  it('gives a report to the device that it names, else to the one that its person carries', () => {
    const known = told([
      [3, 'D-2', 'G-1'],
      [4, null, 'G-1', 'OFFLINE'],
      [5, 'D-1', null],
      [2, 'D-9', null],
      [1, null, null],
    ]);
    expect(agoOf(known['D-1']?.reports)).toEqual([5, 4]);
    expect(agoOf(known['D-2']?.reports)).toEqual([3]);
    expect(known['D-1']?.reports.map(({ status }) => status)).toEqual([null, 'OFFLINE']);
    expect(lastOnline(known['D-1']?.reports ?? [])).toBe(NOW - 5 * MINUTE);
  });

  it('gives a report that names none to the last of the devices of its person', () => {
    const known = told([[1, null, 'G-3']]);
    expect(agoOf(known['D-3']?.reports)).toEqual([]);
    expect(agoOf(known['D-4']?.reports)).toEqual([1]);
  });

  it('does not take a person for a device of the same code', () => {
    expect(agoOf(told([[1, null, 'D-1']])['D-1']?.reports)).toEqual([]);
  });

  it('looks back for an hour, up to the asked instant', () => {
    const memory = new DeviceMemory(15 * MINUTE);
    for (const ts of [NOW - DEVICE_LOOKBACK, NOW - DEVICE_LOOKBACK + 1, NOW, NOW + 1]) {
      memory.report(site.id, { ts, device: 'D-1', person: null, word: 'ONLINE', battery: 7 }, NOW);
      memory.sign(site.id, 'G-1', ts, NOW);
    }
    const [known] = memory.of(site, NOW);
    expect(known?.reports.map(({ ts }) => ts)).toEqual([NOW - DEVICE_LOOKBACK + 1, NOW]);
    expect(known?.reports[0]).toMatchObject({ status: 'ONLINE', battery: 7 });
    expect(known?.others).toEqual([NOW - DEVICE_LOOKBACK + 1, NOW]);
  });

  it('knows whose device ever reported by then, however long ago', () => {
    expect(told([])['D-1']?.reported_before).toBe(false);
    expect(told([[-1, null, 'G-1']])['D-1']?.reported_before).toBe(false);
    expect(told([[100_000, null, 'G-1']])['D-1']).toMatchObject({ reported_before: true, reports: [] });
    const memory = new DeviceMemory(15 * MINUTE);
    memory.recallReporter(site.id, 'G-1', NOW - 500 * MINUTE);
    expect(told([[-1, null, 'G-1']], memory)['D-1']?.reported_before).toBe(true);
  });
});
