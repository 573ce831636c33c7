import { describe, expect, it } from 'vitest';
import type { DeviceReadings } from '#core/audit/devices.ts';
import { STREAM } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { deviceBatteryLow } from './device-battery-low.ts';
import { deviceOffline } from './device-offline.ts';

const shift = {
  kind: 'WEEKLY' as const,
  person: 'G-1',
  days: ['MON' as const],
  start: '08:00',
  end: '23:59',
};
const site = siteWith({ shifts: [shift] });
const report = (time: string, battery: number | null = 80, status = 'ONLINE') => ({
  ts: at(time),
  status,
  battery,
});
/** Signals every five minutes, from one time to another. */
function signals(from: string, to: string): number[] {
  const instants: number[] = [];
  for (let ts = at(from); ts <= at(to); ts += 5 * MINUTE) instants.push(ts);
  return instants;
}
const device = (given: Partial<DeviceReadings>): DeviceReadings => ({
  code: 'D-1',
  person: 'G-1',
  reports: [],
  reported_before: true,
  others: [],
  ...given,
});
const asked = (given: Partial<DeviceReadings>, time: string, more = {}) =>
  ask(deviceOffline, { site, devices: [device(given)], ...more }, at(time));

describe('a device that says nothing', () => {
  it('is offline once the signals of its person went on for 30 minutes without it', () => {
    const reports = [report('09:00')];
    expect(asked({ reports, others: signals('09:00', '09:25') }, '09:31')).toMatchObject({ breaches: [] });
    expect(asked({ reports, others: signals('09:00', '09:30') }, '09:31').breaches).toMatchObject([
      { subject: 'device:D-1', severity: 'MEDIUM', condition_started_at: at('09:30') },
    ]);
    const late = [report('09:00'), report('09:01')];
    expect(asked({ reports: late, others: signals('09:00', '09:30') }, '09:31').breaches).toEqual([]);
  });

  it('is offline while it says so', () => {
    const reports = [report('09:00'), report('09:20', 80, 'OFFLINE')];
    expect(asked({ reports, others: signals('09:00', '09:30') }, '09:31').breaches).toHaveLength(1);
  });

  it('is unknown when its person is silent too, and settled when it reports', () => {
    const reports = [report('09:00')];
    const unknown = [{ finding_type: 'DEVICE_OFFLINE', subject: 'device:D-1' }];
    expect(asked({ reports, others: signals('08:30', '09:10') }, '09:31')).toMatchObject({
      breaches: [],
      unknown,
    });
    expect(asked({ reports, others: signals('09:00', '09:30') }, '09:50')).toMatchObject({ unknown });
    expect(asked({ reports: [...reports, report('09:45')], others: [] }, '09:50')).toMatchObject({
      settled: [{ subject: 'device:D-1' }],
    });
  });

  it('was given 30 minutes since its person came, and is not expected when it never reported', () => {
    const others = signals('09:00', '09:30');
    expect(asked({ others: signals('09:05', '09:30') }, '09:34').breaches).toEqual([]);
    expect(asked({ others }, '09:31').breaches).toMatchObject([{ condition_started_at: at('09:30') }]);
    expect(asked({ others, reported_before: false }, '09:31').breaches).toEqual([]);
  });

  it('is judged on an attendance without a roster', () => {
    const duty = [{ stream: STREAM.attendance, person: 'G-1', status: 'IN', ts: at('08:00') }];
    const given = { reports: [report('09:00')], others: signals('09:00', '09:30') };
    const more = { site: siteWith({}) };
    expect(asked(given, '09:31', more).breaches).toEqual([]);
    expect(asked(given, '09:31', { ...more, duty }).breaches).toHaveLength(1);
  });

  it('is not judged off duty, nor over what was not watched', () => {
    const reports = [report('09:00')];
    const others = signals('09:00', '09:30');
    expect(asked({ reports, others }, '09:31', { site: siteWith({}) }).breaches).toEqual([]);
    expect(asked({ reports, others }, '09:31', { watched: at('09:01') }).breaches).toEqual([]);
    expect(asked({ reports, others, person: null }, '09:31').breaches).toEqual([]);
  });
});

describe('a battery', () => {
  const battery = (...reports: ReturnType<typeof report>[]) =>
    ask(deviceBatteryLow, { site, devices: [device({ reports })] }, at('10:00'));

  it('is low at 15 %, since the first reading of the row', () => {
    expect(battery(report('09:00', 16))).toEqual({ breaches: [], settled: [], unknown: [] });
    expect(battery(report('09:00', 16), report('09:15', 15), report('09:30', 14))).toMatchObject({
      breaches: [
        { subject: 'device:D-1', severity: 'LOW', condition_started_at: at('09:15'), message: '14 %' },
      ],
    });
  });

  it('is unknown without a reading; a report without one says nothing', () => {
    expect(battery().unknown).toHaveLength(1);
    expect(battery(report('09:00', 9), report('09:15', null)).breaches).toHaveLength(1);
  });
});
