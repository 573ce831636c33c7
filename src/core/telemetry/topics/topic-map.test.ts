import { describe, expect, it } from 'vitest';
import { toIso } from '#core/model/time.ts';
import { readTranslated } from '../foreign/sent.ts';
import { type TopicMap, translateFields } from './topic-map.ts';

const AT = Date.UTC(2026, 10, 6, 9);
const map = (fields: TopicMap['fields'], type: TopicMap['type'] = 'metric'): TopicMap => ({
  topic: 'any',
  format: 'fields',
  type,
  fields,
});
const read = (wanted: TopicMap, names: Record<string, string>, payload: unknown) =>
  readTranslated(translateFields(wanted, names, payload, AT), {});
const eventOf = (...given: Parameters<typeof read>) => {
  const result = read(...given);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sent[0];
};

describe('a message that is read field by field', () => {
  it('is a plain number at the levels of its topic, as of its reception', () => {
    const sent = eventOf(map({ value: '' }), { site: 'S-1', device: 'D-7', metric: 'door_opens' }, 12.5);
    expect(sent).toMatchObject({
      event: { type: 'metric', site: 'S-1', device: 'D-7', metric: 'door_opens', value: 12.5, ts: AT },
      devices: null,
    });
  });

  it('takes values by their paths, and what is always the same', () => {
    const payload = { data: { temperature: 21, list: [{ v: 4 }] }, at: 1_762_419_600 };
    const fields = { value: 'data.list.0.v', ts: 'at', metric: '=temperature' };
    expect(eventOf(map(fields), { site: 'S-1' }, payload)?.event).toMatchObject({
      metric: 'temperature',
      value: 4,
      ts: 1_762_419_600_000,
    });
  });

  it('reads instants in seconds, milliseconds and words', () => {
    const at = (ts: unknown) =>
      eventOf(map({ ts: 't', value: 'v' }), { site: 'S', metric: 'm' }, { t: ts, v: 1 });
    for (const ts of [AT / 1_000, AT, toIso(AT)]) expect(at(ts)?.event.ts).toBe(AT);
  });

  it('is placed by its device where nothing names the site', () => {
    expect(eventOf(map({ value: '' }), { device: 'D-7', metric: 'm' }, 1)?.devices).toEqual(['D-7']);
  });

  it('says what is missing by the name of the field', () => {
    const result = read(map({ value: 'v' }), { site: 'S-1', metric: 'm' }, { v: 'warm' });
    expect(result).toEqual({
      ok: false,
      problems: [{ field: 'value', found: '"warm"', expected: 'a number' }],
    });
  });

  it('never reaches what every object has', () => {
    const sent = eventOf(map({ value: '', message: 'constructor.name' }), { site: 'S', metric: 'm' }, 1);
    expect(sent?.event.attributes ?? null).toBeNull();
  });
});
