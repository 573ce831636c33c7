import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { slaStorm } from './sla-storm.ts';

const tour = (code: string, start: string) => ({
  code,
  name: code,
  mandatory: true,
  starts: [{ days: ['MON' as const], at: start }],
  duration_minutes: 45,
  grace_minutes: 15,
  checkpoints: [],
});
const site = siteWith({ tours: [tour('T-1', '22:00'), tour('T-2', '22:30')] });
const task = (id: string, due: string) => ({
  subject: id,
  status: 'ASSIGNED',
  person: null,
  due: at(due),
  ts: at('20:00'),
});
const tasks = [task('K-1', '23:10'), task('K-2', '23:20'), task('K-3', '23:40')];

describe('a storm of late work', () => {
  it('needs three tasks and two tours, since the last of them', () => {
    expect(ask(slaStorm, { site, tasks }, at('23:40')).breaches).toEqual([]);
    expect(ask(slaStorm, { site, tasks }, at('23:40') + 1).breaches).toMatchObject([
      {
        subject: '',
        severity: 'HIGH',
        condition_started_at: at('23:40'),
        message: '3 tasks and 2 tours overdue',
      },
    ]);
    const early = tasks.map((each) => ({ ...each, due: at('23:00') }));
    expect(ask(slaStorm, { site, tasks: early }, at('23:30')).breaches).toEqual([]);
    expect(ask(slaStorm, { site, tasks: early }, at('23:31')).breaches).toMatchObject([
      { condition_started_at: at('23:30') },
    ]);
  });

  it('is none with two tasks, with one tour, or where no tour is mandatory', () => {
    expect(ask(slaStorm, { site, tasks: tasks.slice(1) }, at('25:00')).breaches).toEqual([]);
    const one = siteWith({ tours: [tour('T-1', '22:00')] });
    expect(ask(slaStorm, { site: one, tasks }, at('25:00')).breaches).toEqual([]);
    const optional = siteWith({ tours: site.tours.map((each) => ({ ...each, mandatory: false })) });
    expect(ask(slaStorm, { site: optional, tasks }, at('25:00')).breaches).toEqual([]);
    expect(ask(slaStorm, { site: siteWith({}), tasks }, at('25:00')).breaches).toEqual([]);
  });

  it('is none while one of the two tours was completed', () => {
    expect(ask(slaStorm, { site, tasks, tours: [] }, at('25:00')).breaches).toHaveLength(1);
    const run = { subject: 'T-1', run: 'R-1', checkpoint: null, person: null };
    const tours = [
      { ...run, stream: STREAM.tour, status: 'STARTED', ts: at('22:00') },
      { ...run, stream: STREAM.tour_completion, status: 'COMPLETED', ts: at('22:40') },
    ];
    expect(ask(slaStorm, { site, tasks, tours }, at('25:00')).breaches).toEqual([]);
  });

  it('is over as soon as one of the three tasks is done', () => {
    const done = { subject: 'K-2', status: 'COMPLETED', person: null, due: null, ts: at('23:50') };
    expect(ask(slaStorm, { site, tasks: [...tasks, done] }, at('23:51'))).toEqual({
      breaches: [],
      settled: [],
      unknown: [],
    });
  });
});
