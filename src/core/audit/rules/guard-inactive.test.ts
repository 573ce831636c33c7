import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersonSigns, SIGN_SPAN } from '#core/audit/person-signs.ts';
import { STREAM } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { guardInactive } from './guard-inactive.ts';

const night = (person: string) =>
  ({ kind: 'WEEKLY', person, days: ['MON'], start: '22:00', end: '06:00' }) as const;
const site = siteWith({ shifts: [night('G-1'), night('G-2')] });
/** A sign every four minutes of [from, to). */
const signs = (person: string, from: string, to: string) =>
  Array.from({ length: Math.ceil((at(to) - at(from)) / (4 * MINUTE)) }, (_, n) => ({
    person,
    ts: at(from) + 4 * n * MINUTE,
  }));
const busy = signs('G-2', '22:01', '30:00');
const heardUntil = (time: string) => busy.filter(({ ts }) => ts <= at(time));
const attends = (status: 'IN' | 'OUT', time: string) => ({
  stream: STREAM.attendance,
  person: 'G-1',
  status,
  ts: at(time),
});

describe('an inactive guard', () => {
  const asleep = [{ person: 'G-1', ts: at('23:30') }];

  it('is inactive 45 minutes after the last sign, not a millisecond earlier, also across midnight', () => {
    const now = at('24:15');
    const story = { site, signs: [...asleep, ...heardUntil('24:15')] };
    expect(ask(guardInactive, story, now - 1).breaches).toEqual([]);
    expect(ask(guardInactive, story, now).breaches).toMatchObject([
      {
        subject: 'person:G-1',
        severity: 'HIGH',
        condition_started_at: now,
        explanation: { since: at('23:30') },
      },
    ]);
  });

  it('is counted from signing in when no sign came at all', () => {
    const story = { site, duty: [attends('IN', '22:30')], signs: heardUntil('23:20') };
    expect(ask(guardInactive, story, at('23:14')).breaches).toEqual([]);
    expect(ask(guardInactive, story, at('23:15')).breaches).toMatchObject([
      { condition_started_at: at('23:15'), explanation: { since: null } },
    ]);
  });

  it('is nothing known of while nobody else is active: then the site is silent, not the guard', () => {
    const story = { site, signs: [...asleep, ...heardUntil('24:00')] };
    expect(ask(guardInactive, story, at('24:20'))).toMatchObject({
      breaches: [],
      unknown: [{ subject: 'person:G-1' }],
    });
    expect(ask(guardInactive, { site, signs: asleep }, at('24:20')).breaches).toEqual([]);
  });

  it('is nothing known of in the minutes in which a silent site wakes up', () => {
    const woken = { person: 'G-2', ts: at('25:00') };
    const story = { site, signs: [...asleep, ...heardUntil('23:30'), woken] };
    expect(ask(guardInactive, story, at('25:01'))).toMatchObject({
      breaches: [],
      unknown: [{ subject: 'person:G-1' }],
    });
  });

  it('is not looked for off duty, nor where nobody came, nor without roster and attendance', () => {
    const out = {
      site,
      duty: [attends('IN', '21:58'), attends('OUT', '23:31')],
      signs: [...asleep, ...busy],
    };
    expect(ask(guardInactive, out, at('24:20'))).toMatchObject({ breaches: [], unknown: [] });
    expect(ask(guardInactive, { site, signs: busy }, at('24:20')).breaches).toEqual([]);
    expect(
      ask(guardInactive, { site: siteWith({}), signs: [...asleep, ...busy] }, at('24:20')).breaches,
    ).toEqual([]);
  });

  it('is judged only over time that was watched', () => {
    const story = { site, watched: at('23:50'), signs: [...asleep, ...heardUntil('24:40')] };
    expect(ask(guardInactive, story, at('24:34')).breaches).toEqual([]);
    expect(ask(guardInactive, story, at('24:35')).breaches).toHaveLength(1);
  });
});

describe('the signs of a person', () => {
  it('are counted by spans of five minutes as a set would, in whatever order they come', () => {
    const instants = fc.array(
      fc.integer({ min: 0, max: 200 }).map((minute) => minute * MINUTE),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 }), (seen, back) => {
        const signs = new PersonSigns();
        for (const instant of seen) signs.add(instant);
        const newest = Math.max(...seen);
        const after = newest - back * 4 * MINUTE;
        const spans = new Set(seen.map((instant) => Math.floor(instant / SIGN_SPAN)));
        const first = Math.max(Math.floor(after / SIGN_SPAN), Math.floor(newest / SIGN_SPAN) - 31);
        expect(signs.last).toBe(newest);
        expect(signs.spansAfter(after)).toBe([...spans].filter((span) => span >= first).length);
      }),
    );
  });
});
