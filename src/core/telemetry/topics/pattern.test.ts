import { expect, it } from 'vitest';
import { filterOf, matchTopic, patternProblem } from './pattern.ts';

it('names the levels of a topic', () => {
  expect(matchTopic('sensors/{site}/{device}/{metric}', 'sensors/S-1/D-7/door_opens')).toEqual({
    site: 'S-1',
    device: 'D-7',
    metric: 'door_opens',
  });
  expect(matchTopic('a/+/{site}', 'a/b/S-1')).toEqual({ site: 'S-1' });
});

it('takes every level below where it ends with #, and the one above as a broker does', () => {
  expect(matchTopic('owntracks/{user}/{device}/#', 'owntracks/anna/phone')).toEqual({
    user: 'anna',
    device: 'phone',
  });
  expect(matchTopic('owntracks/{user}/{device}/#', 'owntracks/anna/phone/event')).not.toBeNull();
  expect(matchTopic('owntracks/{user}/{device}/#', 'owntracks/anna')).toBeNull();
});

it('fits no topic of another length or with other words', () => {
  expect(matchTopic('a/{site}', 'a/b/c')).toBeNull();
  expect(matchTopic('a/{site}', 'a')).toBeNull();
  expect(matchTopic('a/{site}', 'b/c')).toBeNull();
});

it('is known to a broker by a filter', () => {
  expect(filterOf('sensors/{site}/+/{metric}/#')).toBe('sensors/+/+/+/#');
});

it.each([
  ['', 'expected a topic of 1 to 500 characters'],
  ['a/#/b', 'found the level #, expected a name, {name}, + or, at the end, #'],
  ['a/b+', 'found the level b+, expected a name, {name}, + or, at the end, #'],
  ['a/{Site}', 'found the level {Site}, expected a name, {name}, + or, at the end, #'],
  ['{site}/{site}', 'a name stands in it twice'],
])('says what is wrong with %j', (pattern, problem) => {
  expect(patternProblem(pattern)).toBe(problem);
});

it('finds nothing wrong with a good one', () => {
  for (const good of ['a', 'a/{site}', '+/b', '#', 'a//b', '$share/x/{site}/#'])
    expect(patternProblem(good)).toBeNull();
});
