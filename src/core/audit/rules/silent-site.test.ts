import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { silentSite } from './silent-site.ts';

const shift = (start: string, end: string) => ({
  kind: 'WEEKLY' as const,
  person: 'G-1',
  days: ['MON' as const],
  start,
  end,
});
const attendance = (status: string, time: string, person = 'G-1') => ({
  stream: STREAM.attendance,
  person,
  status,
  ts: at(time),
});

describe('a silent site', () => {
  it('is silent 60 minutes after its last sign of life, whichever it was', () => {
    const site = siteWith({});
    for (const stream of [
      'phone_events',
      'location_updates',
      'tour_checkpoints',
      'task',
      'task_completions',
      'check_in',
    ] as const) {
      const events = [{ stream, ts: at('09:00') }];
      expect(ask(silentSite, { site, events }, at('09:59:59')).breaches).toEqual([]);
      expect(ask(silentSite, { site, events }, at('10:00')).breaches).toMatchObject([
        {
          subject: '',
          severity: 'CRITICAL',
          condition_started_at: at('10:00'),
          explanation: { since: at('09:00') },
        },
      ]);
    }
  });

  it('takes a device that only reports itself for no sign of life', () => {
    const events = [{ stream: 'device_heartbeats' as const, ts: at('10:00') }];
    expect(ask(silentSite, { site: siteWith({}), events }, at('10:01')).breaches).toHaveLength(1);
  });

  it('is not expected to speak before somebody has been on duty for 60 minutes', () => {
    const site = siteWith({ shifts: [shift('18:00', '23:00')] });
    const events = [{ stream: 'phone_events' as const, ts: at('06:00') }];
    expect(ask(silentSite, { site, events }, at('12:00')).unknown).toBe('all');
    expect(ask(silentSite, { site, events }, at('18:59')).unknown).toBe('all');
    expect(ask(silentSite, { site, events }, at('19:00')).breaches).toMatchObject([
      { condition_started_at: at('19:00') },
    ]);
    expect(ask(silentSite, { site, events }, at('23:00')).unknown).toBe('all');
  });

  it('stays manned over a change of shifts', () => {
    const site = siteWith({
      shifts: [shift('06:00', '14:00'), { ...shift('14:00', '22:00'), person: 'G-2' }],
    });
    const events = [{ stream: 'phone_events' as const, ts: at('13:20') }];
    expect(ask(silentSite, { site, events }, at('14:20')).breaches).toMatchObject([
      { condition_started_at: at('14:20') },
    ]);
  });

  it('is manned by attendance where there is no roster', () => {
    const site = siteWith({});
    expect(ask(silentSite, { site, duty: [attendance('IN', '08:00')] }, at('09:00')).breaches).toHaveLength(
      1,
    );
    const left = [attendance('IN', '08:00'), attendance('OUT', '08:30')];
    expect(ask(silentSite, { site, duty: left }, at('09:00')).unknown).toBe('all');
  });
});
