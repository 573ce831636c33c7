import type { EscalationRoleDto } from '#contract/escalation.ts';
import { WEEKDAYS, type Weekday } from '#core/model/audit-config.ts';

type Chain = EscalationRoleDto['chain'];
type Hours = EscalationRoleDto['quiet_hours'];

/** The chain as lines to type in: `ROLE MINUTES`. */
export const chainLines = (chain: Chain): string =>
  chain.map(({ role, after_minutes }) => `${role} ${after_minutes}`).join('\n');

/** The chain of such lines; null where one is none. */
export function chainOf(lines: string): Chain | null {
  const steps = written(lines).map((line) => /^(.+?)\s+(\d{1,5})$/.exec(line));
  return allOrNull(steps.map((step) => step && { role: step[1] ?? '', after_minutes: Number(step[2]) }));
}

/** Weekly hours as lines to type in: `DAILY 22:00-06:00`, or days such as `SAT SUN` before the times. */
export const hoursLines = (hours: Hours): string =>
  hours
    .map(({ days, start, end }) => {
      const named = days.length === WEEKDAYS.length ? 'DAILY' : days.join(' ');
      return `${named} ${start}-${end}`;
    })
    .join('\n');

/** The hours of such lines; null where one is none. */
export function hoursOf(lines: string): Hours | null {
  const spans = written(lines).map((line) => {
    const [, named = '', start, end] = /^([A-Z ,]+?)\s+(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})$/i.exec(line) ?? [];
    const days = daysOf(named.toUpperCase());
    return days === null || start === undefined || end === undefined ? null : { days, start, end };
  });
  return allOrNull(spans);
}

function daysOf(named: string): Weekday[] | null {
  if (named === 'DAILY') return [...WEEKDAYS];
  const words = named.split(/[ ,]+/);
  const days = WEEKDAYS.filter((day) => words.includes(day));
  return days.length > 0 && days.length === words.length ? days : null;
}

const written = (lines: string): readonly string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const allOrNull = <T>(items: readonly (T | null)[]): T[] | null => {
  const known = items.filter((item) => item !== null);
  return known.length === items.length ? known : null;
};
