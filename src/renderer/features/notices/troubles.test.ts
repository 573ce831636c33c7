import { describe, expect, it } from 'vitest';
import type { NoticeTest } from '#contract/notices.ts';
import { MINUTE } from '#core/model/time.ts';
import { minutesLeft, troublesOf } from './troubles.ts';

const NOW = Date.parse('2026-01-05T02:00:00Z');
const WELL = {
  byHost: false,
  permission: 'granted',
  desktop: null,
  blocked: false,
  soundsElsewhere: false,
  mute: null,
  test: null,
} as const;
type Known = Parameters<typeof troublesOf>[0];
const kinds = (patch: Partial<Known>) => troublesOf({ ...WELL, ...patch }, NOW).map(({ kind }) => kind);
const failed = (result: NoticeTest['result']): NoticeTest => ({
  id: 'T-1',
  at: NOW,
  by: 'system',
  result,
  notice: null,
  sound: null,
});
const mute = { at: NOW, until: NOW + 5 * MINUTE, minutes: 5, by: 'local:ada' };

describe('what keeps notices from being seen or heard', () => {
  it('is nothing when all is well, before the first test, while one runs, and after one that passed', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ test: undefined })).toEqual([]);
    expect(kinds({ test: failed('RUNNING') })).toEqual([]);
    expect(kinds({ test: failed('PASSED') })).toEqual([]);
  });

  it('is told each on its own', () => {
    expect(kinds({ permission: 'default', blocked: true, mute })).toEqual([
      'notAsked',
      'soundBlocked',
      'soundMuted',
    ]);
    expect(kinds({ permission: 'denied' })).toEqual(['denied']);
    expect(kinds({ permission: 'unsupported' })).toEqual(['unsupported']);
  });

  it('is what the host says, where the host shows notices', () => {
    expect(kinds({ byHost: true, desktop: 'shows' })).toEqual([]);
    expect(kinds({ byHost: true, desktop: 'failed' })).toEqual(['hostFailed']);
    expect(kinds({ byHost: true, desktop: 'unsupported' })).toEqual(['hostUnsupported']);
  });

  it('is no silent window while another one sounds, and no mute that is over', () => {
    expect(kinds({ blocked: true, soundsElsewhere: true })).toEqual([]);
    expect(kinds({ mute: { ...mute, until: NOW } })).toEqual([]);
  });

  it('is a failed test, unless its reason is told already', () => {
    expect(kinds({ test: failed('NO_WINDOW') })).toEqual(['testFailed']);
    expect(kinds({ test: failed('SOUND_BLOCKED') })).toEqual(['testFailed']);
    expect(kinds({ test: failed('SOUND_BLOCKED'), blocked: true })).toEqual(['soundBlocked']);
    expect(kinds({ test: failed('NOTICE_DENIED'), permission: 'denied' })).toEqual(['denied']);
    expect(kinds({ test: failed('NOTICE_DENIED'), blocked: true })).toEqual(['soundBlocked', 'testFailed']);
    expect(kinds({ test: failed('SOUND_MUTED'), permission: 'denied' })).toEqual(['denied', 'testFailed']);
  });
});

it('says the minutes of a mute that are left, and never none', () => {
  expect(
    [0, 4 * MINUTE, 4 * MINUTE + 1, 5 * MINUTE - 1].map((passed) => minutesLeft(mute, NOW + passed)),
  ).toEqual([5, 1, 1, 1]);
});
