import { expect, it } from 'vitest';
import { MINUTE } from '#core/model/time.ts';
import { siteWith } from '#test/kit/site.ts';
import { ask, at } from '#test/kit/snapshot.ts';
import { silentSite } from './rules/silent-site.ts';
import { taskOverdue } from './rules/task-overdue.ts';

const outage = { start: at('10:00'), end: at('11:30') };

it('counts an outage that is over like time that nobody watched', () => {
  const story = { site: siteWith({}), events: [{ stream: 'phone_events' as const, ts: at('09:59') }] };
  expect(ask(silentSite, { ...story, outages: [outage] }, at('12:30') - MINUTE).unknown).toBe('all');
  expect(ask(silentSite, { ...story, outages: [outage] }, at('12:30')).breaches).toMatchObject([
    { condition_started_at: at('12:30') },
  ]);
  const ofDoors = { ...outage, stream: 'device_heartbeats' as const };
  expect(ask(silentSite, { ...story, outages: [ofDoors] }, at('11:40')).breaches).toHaveLength(1);
});

it('does not tell a task as late that may have been completed in an outage, and one that was heard of after it', () => {
  const task = (ts: number) => ({ subject: 'K-1', status: 'ASSIGNED', person: null, due: at('12:00'), ts });
  const breachesOf = (ts: number) =>
    ask(taskOverdue, { site: siteWith({}), tasks: [task(ts)], outages: [outage] }, at('12:10')).breaches;
  expect(breachesOf(at('09:00'))).toEqual([]);
  expect(breachesOf(at('11:40'))).toHaveLength(1);
});
