import { describe, expect, it } from 'vitest';
import { eventKey } from './identity.ts';
import { parseEvent } from './parse-event.ts';

function keyOf(line: string): number {
  const parsed = parseEvent(JSON.parse(line));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return eventKey(parsed.event);
}

const plain =
  '{"type":"location","site":"A","ts":"2026-01-05T00:00:00Z","lat":0,"lon":7.5,"accuracy":1,"note":{"a":1,"b":2}}';

describe('eventKey', () => {
  it.each([
    [
      'the order of the fields',
      '{"note":{"b":2,"a":1},"accuracy":1,"lon":7.5,"lat":0,"ts":"2026-01-05T00:00:00Z","site":"A","type":"location"}',
    ],
    [
      'how a number is spelled',
      plain
        .replace('"lat":0', '"lat":-0.0')
        .replace('7.5', '75e-1')
        .replace('"accuracy":1', '"accuracy":1.0'),
    ],
    ['how the instant is spelled', plain.replace('2026-01-05T00:00:00Z', '2026-01-05T05:30:00.000+05:30')],
    ['when it was received', plain.replace('"lat"', '"received_at":"2026-01-05T00:10:00Z","lat"')],
    ['which feed brought it', plain.replace('"lat"', '"source":"gate","lat"')],
    ['that an absent field is spelled as null', plain.replace('"lat"', '"person":null,"lat"')],
  ])('does not depend on %s', (_, line) => {
    expect(keyOf(line)).toBe(keyOf(plain));
  });

  it.each([
    ['site', plain.replace('"A"', '"B"')],
    ['instant', plain.replace('00:00:00Z', '00:00:00.001Z')],
    ['content', plain.replace('"lon":7.5', '"lon":7.6')],
    ['person', plain.replace('"lat"', '"person":"P","lat"')],
    ['attributes', plain.replace('"b":2', '"b":3')],
  ])('changes with the %s', (_, line) => {
    expect(keyOf(line)).not.toBe(keyOf(plain));
  });

  it('follows the own id of the source alone when there is one', () => {
    const withId = plain.replace('"lat"', '"id":"7","lat"');
    expect(keyOf(withId.replace('7.5', '9'))).toBe(keyOf(withId));
    expect(keyOf(withId.replace('"id":"7"', '"id":"8"'))).not.toBe(keyOf(withId));
    expect(keyOf(withId.replace('"lat"', '"source":"other","lat"'))).not.toBe(keyOf(withId));
  });
});
