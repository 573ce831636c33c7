import type { RecordContext } from '#core/telemetry/foreign/read-record.ts';
import { readTranslated } from '#core/telemetry/foreign/sent.ts';
import { matchTopic, type TopicNames } from '#core/telemetry/topics/pattern.ts';
import { type TopicMap, translateFields } from '#core/telemetry/topics/topic-map.ts';
import { inWords, LONGEST_LINE, type ReadLines, readJson } from '../telemetry/read-lines.ts';
import { readBody } from './read-body.ts';

/** Payloads that are read; a longer one is listed, cut short. */
const LONGEST_PAYLOAD = 1024 * 1024;

/** Reads one message by the first map that fits its topic. What cannot be read is kept with its topic as its place. */
export function readMessage(
  topic: string,
  payload: Buffer,
  maps: readonly TopicMap[],
  context: RecordContext,
): ReadLines {
  const place = `mqtt:${topic}`;
  const text = payload.toString('utf8', 0, LONGEST_PAYLOAD);
  if (payload.byteLength > LONGEST_PAYLOAD)
    return refused(text, place, `found ${payload.byteLength} bytes, expected at most ${LONGEST_PAYLOAD}`);
  const found = firstMatch(topic, maps);
  if (found === null)
    return refused(text, place, 'found a topic that no map fits, expected one of an own map');
  const { map, names } = found;
  if (map.format === 'fields') return readFields(text, place, map, names, context);
  const body = readBody(text, {
    file: place,
    format: map.format === 'auto' ? null : map.format,
    ...(names.site === undefined ? {} : { site: names.site }),
    context: { ...context, owntracks: { user: names.user ?? null, device: names.device ?? null } },
  });
  return body.ok ? body.read : refused(text, place, `found ${body.found}, expected ${body.expected}`);
}

function firstMatch(topic: string, maps: readonly TopicMap[]) {
  for (const map of maps) {
    const names = matchTopic(map.topic, topic);
    if (names !== null) return { map, names };
  }
  return null;
}

function readFields(
  text: string,
  place: string,
  map: TopicMap,
  names: TopicNames,
  context: RecordContext,
): ReadLines {
  const value = readJson(text) ?? text.trim();
  const result = readTranslated(translateFields(map, names, value, context.at), context);
  if (!result.ok) return refused(text, place, result.problems.map(inWords).join('; '));
  const lines = result.sent.map(() => ({ text, number: 1 }));
  return { sent: [...result.sent], lines, unreadable: [], problems: [] };
}

const refused = (text: string, place: string, detail: string): ReadLines => ({
  sent: [],
  lines: [],
  unreadable: [{ value: undefined, detail, raw: text.slice(0, LONGEST_LINE), place }],
  problems: [],
});
