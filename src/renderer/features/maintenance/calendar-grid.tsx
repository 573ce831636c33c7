import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { MAINTENANCE as words } from '#renderer/words/maintenance.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './maintenance.module.css';
import type { Entry } from './maintenance-store.ts';

type GridProps = {
  readonly from: EpochMs;
  readonly days: number;
  readonly now: EpochMs;
  readonly entries: readonly Entry[];
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

/** Windows of one day, by when they begin; each zone of a window once. */
const ofDay = (entries: readonly Entry[], day: EpochMs) =>
  entries
    .flatMap((entry) => entry.times.map((time) => ({ entry, time })))
    .filter(({ time }) => time.start < day + DAY && time.end > day)
    .toSorted((a, b) => a.time.start - b.time.start);

/** The days of the calendar, week by week, in UTC. */
export function CalendarGrid({ from, days, now, entries }: GridProps) {
  const all = Array.from({ length: days }, (_, index) => from + index * DAY);
  return (
    <ol className={styles.grid} aria-label={words.grid}>
      {all.map((day) => (
        <li
          key={day}
          className={styles.day}
          aria-current={now >= day && now < day + DAY ? 'date' : undefined}
        >
          <span className={styles.date}>{dayName(day)}</span>
          <ul>
            {ofDay(entries, day).map(({ entry, time }) => (
              <li
                key={`${entry.target.scope}${entry.target.code}${entry.index}${time.timezone}${time.start}`}
                className={styles.window}
              >
                <strong>{words.place(entry.target.scope, entry.target.code)}</strong>{' '}
                <span className={styles.faint}>
                  {words.inGrid(
                    clock(Math.max(time.start, day)),
                    time.end > day + DAY ? '24:00' : clock(time.end),
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
