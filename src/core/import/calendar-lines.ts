import type { EntryProblem, TextPlace } from './site-entry.ts';

/** One property of an iCalendar file: `DTSTART;TZID=Europe/Berlin:20261105T220000`. */
export type CalendarLine = {
  readonly name: string;
  /** By name in capitals; of several values of one parameter the first. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
  readonly at: TextPlace;
};

/** A BEGIN … END with the properties and parts inside it. */
export type CalendarPart = {
  readonly name: string;
  readonly at: TextPlace;
  readonly lines: readonly CalendarLine[];
  readonly parts: readonly CalendarPart[];
};

/** No calendar nests deeper: calendar, event, alarm. */
const DEEPEST = 8;
const NAME = /^[A-Za-z0-9-]+/;
const PARAM = /^;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/;

type Open = { name: string; at: TextPlace; lines: CalendarLine[]; parts: CalendarPart[] };

/** The parts of the file, or why it is no iCalendar (RFC 5545). */
export function readCalendarParts(
  text: string,
):
  | { readonly ok: true; readonly calendars: readonly CalendarPart[] }
  | { readonly ok: false; readonly problem: EntryProblem } {
  const root: Open = { name: '', at: { line: 1, column: 1 }, lines: [], parts: [] };
  const open: Open[] = [root];
  const problem = (at: TextPlace, found: string, expected: string, fix: string | null = null) =>
    ({ ok: false, problem: { at, field: null, found: found.slice(0, 60), expected, fix } }) as const;
  for (const { written, line } of unfolded(text)) {
    const at = { line, column: 1 };
    const property = readLine(written, line);
    if (property === null) return problem(at, written, 'a property NAME:VALUE');
    const inner = open.at(-1) ?? root;
    const name = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN') {
      if (open.length > DEEPEST) return problem(at, written, `at most ${DEEPEST} parts inside each other`);
      if (open.length === 1 && name !== 'VCALENDAR') return problem(at, written, 'BEGIN:VCALENDAR');
      open.push({ name, at, lines: [], parts: [] });
    } else if (property.name === 'END') {
      const closed = open.length > 1 ? open.pop() : undefined;
      if (closed?.name !== name) return problem(at, written, `END:${closed?.name ?? 'nothing'}`);
      open.at(-1)?.parts.push(closed);
    } else if (inner === root) return problem(at, written, 'BEGIN:VCALENDAR');
    else inner.lines.push(property);
  }
  const last = open.at(-1);
  if (last !== undefined && last !== root)
    return problem(
      last.at,
      'the end of the file',
      `END:${last.name}`,
      'Export the calendar again: it is not whole.',
    );
  if (root.parts.length === 0) return problem(root.at, 'nothing', 'BEGIN:VCALENDAR');
  return { ok: true, calendars: root.parts };
}

/** Lines that begin with a space or tab go on with the line before. */
function* unfolded(text: string): Generator<{ readonly written: string; readonly line: number }> {
  let held: string[] = [];
  let begun = 0;
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (/^[ \t]/.test(written) && held.length > 0) {
      held.push(written.slice(1));
      continue;
    }
    if (held.length > 0) yield { written: held.join(''), line: begun };
    held = written.trim() === '' ? [] : [written];
    begun = line;
  }
  if (held.length > 0) yield { written: held.join(''), line: begun };
}

function readLine(written: string, line: number): CalendarLine | null {
  const name = NAME.exec(written)?.[0];
  if (name === undefined) return null;
  const params = new Map<string, string>();
  let rest = written.slice(name.length);
  for (let param = PARAM.exec(rest); param !== null; param = PARAM.exec(rest)) {
    const [whole, key = '', value = ''] = param;
    params.set(key.toUpperCase(), /^"([^"]*)"/.exec(value)?.[1] ?? value.split(',')[0] ?? '');
    rest = rest.slice(whole.length);
  }
  if (!rest.startsWith(':')) return null;
  const column = written.length - rest.length + 2;
  return { name: name.toUpperCase(), params, value: rest.slice(1), at: { line, column } };
}

/** A text value without its backslashes. */
export const unescaped = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark)).trim();
