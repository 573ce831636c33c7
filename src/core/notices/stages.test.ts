import { describe, expect, it } from 'vitest';
import type { FindingSeverity } from '#core/model/finding.ts';
import type { Alarm } from './episode.ts';
import { Episode } from './episode.ts';
import type { Circumstances } from './stages.ts';
import { route, STAGES } from './stages.ts';

const alarm = (
  severity: FindingSeverity,
  finding_type = 'TOUR_OVERDUE',
  id = 'F-1',
  site = 'RB-01',
): Alarm => ({
  finding_id: id,
  finding_type,
  site,
  severity,
});
const CALM: Circumstances = { muted: false, flood: false, siteHeardAt: null };
const FLOOD = { ...CALM, flood: true };
const routed = (severity: FindingSeverity, now: Circumstances, type?: string) => {
  const { delivery, heard, reasons } = route(alarm(severity, type), now);
  return [delivery, heard ? 'heard' : 'silent', ...reasons];
};

describe('the stages of a notice', () => {
  it('are named, in their order', () => {
    expect(STAGES.map(({ name }) => name)).toEqual(['mute', 'hold', 'group']);
  });

  it('let everything through when all is calm', () => {
    for (const severity of ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const)
      expect(routed(severity, CALM)).toEqual(['alone', 'heard']);
  });

  it('take the sound away in a mute, never the notice', () => {
    for (const severity of ['CRITICAL', 'HIGH', 'LOW'] as const)
      expect(routed(severity, { ...CALM, muted: true })).toEqual(['alone', 'silent', 'muted']);
  });

  it('let a person in danger be heard through everything, whatever the severity', () => {
    const worst = { muted: true, flood: true, siteHeardAt: 'CRITICAL' } as const;
    for (const type of ['DURESS', 'LONE_WORKER_OVERDUE'])
      for (const severity of ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const)
        expect(routed(severity, worst, type)).toEqual(['alone', 'heard']);
  });

  it('hold what is less than HIGH in a flood, keep CRITICAL alone and heard, and put HIGH with its site', () => {
    expect(routed('CRITICAL', FLOOD)).toEqual(['alone', 'heard']);
    expect(routed('HIGH', FLOOD)).toEqual(['with_site', 'heard', 'grouped_in_flood']);
    expect(routed('MEDIUM', FLOOD)).toEqual(['held', 'silent', 'held_in_flood']);
    expect(routed('LOW', FLOOD)).toEqual(['held', 'silent', 'held_in_flood']);
  });

  it('let a site be heard once in a flood, and in a mute not at all', () => {
    expect(routed('HIGH', { ...FLOOD, siteHeardAt: 'HIGH' })).toEqual([
      'with_site',
      'silent',
      'grouped_in_flood',
      'site_was_heard',
    ]);
    expect(routed('HIGH', { ...FLOOD, siteHeardAt: 'MEDIUM' }).slice(0, 2)).toEqual(['with_site', 'heard']);
    expect(routed('HIGH', { ...FLOOD, muted: true })).toEqual([
      'with_site',
      'silent',
      'muted',
      'grouped_in_flood',
    ]);
  });
});

describe('what a flood gathers', () => {
  it('counts each finding once, by site, the worst first', () => {
    const episode = new Episode();
    episode.add(alarm('HIGH', 'A', 'F-1', 'RB-01'));
    episode.add(alarm('HIGH', 'A', 'F-1', 'RB-01'));
    episode.add(alarm('HIGH', 'A', 'F-2', 'KT-07'));
    episode.hold(alarm('LOW', 'A', 'F-3', 'KT-07'));
    episode.hold(alarm('MEDIUM', 'A', 'F-4', 'ML-02'));
    expect(episode.sites).toEqual([
      { site: 'KT-07', count: 2, worst: 'HIGH' },
      { site: 'RB-01', count: 1, worst: 'HIGH' },
      { site: 'ML-02', count: 1, worst: 'MEDIUM' },
    ]);
    expect(episode.held).toEqual({ MEDIUM: 1, LOW: 1 });
    expect(episode.alarms).toBe(4);
  });

  it('holds nothing any more that got graver and was announced', () => {
    const episode = new Episode();
    episode.hold(alarm('MEDIUM'));
    episode.hold(alarm('MEDIUM'));
    expect(episode.held).toEqual({ MEDIUM: 1, LOW: 0 });
    episode.add(alarm('CRITICAL'));
    expect(episode.held).toEqual({ MEDIUM: 0, LOW: 0 });
    expect(episode.sites).toEqual([{ site: 'RB-01', count: 1, worst: 'CRITICAL' }]);
  });
});
