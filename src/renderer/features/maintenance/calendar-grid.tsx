import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { asLocal, zoneAbbreviation } from '#renderer/ui/time.ts';
import { MAINTENANCE as words } from '#renderer/words/maintenance.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './maintenance.module.css';
import type { DaysIn, Entry } from './maintenance-store.ts';

/** Which day it is is told by the clock of this machine. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

type GridProps = {
  readonly from: EpochMs;
  readonly days: number;
  readonly now: EpochMs;
  readonly entries: readonly Entry[];
  readonly daysIn: DaysIn;
};

const dayName = (at: EpochMs): string =>
  new Date(at).toLocaleDateString(LOCALE, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
const clock = (at: EpochMs): string =>
  new Date(at).toLocaleTimeString(LOCALE, { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });

/** When a window holds as the clocks of the calendar show it. */
const shown = ({ start, end, timezone }: Entry['times'][number], daysIn: DaysIn) => {
  const zone = daysIn === 'utc' ? 'UTC' : timezone;
  return { start: asLocal(start, zone), end: asLocal(end, zone), zone: zoneAbbreviation(start, zone) };
};

/** Windows of one day, by when they begin; each zone of a window once. */
const ofDay = (entries: readonly Entry[], day: EpochMs, daysIn: DaysIn) =>
  entries
    .flatMap((entry) => entry.times.map((time) => ({ entry, time: shown(time, daysIn) })))
    .filter(({ time }) => time.start < day + DAY && time.end > day)
    .toSorted((a, b) => a.time.start - b.time.start);

/** The days of the calendar, week by week: in UTC, or each window in the time of its sites. */
export function CalendarGrid({ from, days, now, entries, daysIn }: GridProps) {
  const today = daysIn === 'utc' ? now : asLocal(now, HERE);
  const all = Array.from({ length: days }, (_, index) => from + index * DAY);
  return (
    <ol className={styles.grid} aria-label={words.grid}>
      {all.map((day) => (
        <li
          key={day}
          className={styles.day}
          aria-current={today >= day && today < day + DAY ? 'date' : undefined}
        >
          <span className={styles.date}>{dayName(day)}</span>
          <ul>
            {ofDay(entries, day, daysIn).map(({ entry, time }) => (
              <li
                key={`${entry.target.scope}${entry.target.code}${entry.index}${time.zone}${time.start}`}
                className={styles.window}
              >
                <strong>{words.place(entry.target.scope, entry.target.code)}</strong>{' '}
                <span className={styles.faint}>
                  {words.inGrid(
                    clock(Math.max(time.start, day)),
                    time.end >= day + DAY ? '24:00' : clock(time.end),
                    time.zone,
                  )}
                </span>{' '}
                {entry.reason}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
