import type { BaselineProfile } from '#core/model/evidence.ts';
import { HOUR } from '#core/model/time.ts';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { formatClock, formatDay } from '#renderer/ui/time.ts';
import { sameHourWords as words } from '#renderer/words/anomaly.ts';
import styles from './same-hour.module.css';

/** Height of the highest bar, in px. */
const HEIGHT = 44;

export type SameHourProps = { readonly profile: BaselineProfile; readonly zone: string };

/** What the same hour held in the weeks before, oldest first. */
export function SameHour({ profile: { same_hour, kind }, zone }: SameHourProps) {
  const weeks = same_hour.toReversed();
  const newest = weeks.at(-1);
  if (newest === undefined) return null;
  const most = Math.max(...weeks.map(({ observed }) => Math.abs(observed ?? 0)), 1e-9);
  const start = Date.parse(newest.start);
  const hour = `${formatClock(start, zone, start, { zone: false })}–${formatClock(start + HOUR, zone, start + HOUR)}`;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{words.caption[kind](hour)}</figcaption>
      <ul className={styles.weeks}>
        {weeks.map(({ start: at, observed }) => (
          <li key={at} className={styles.week}>
            <span className={styles.value}>{observed === null ? words.unknown : formatNumber(observed)}</span>
            <span
              className={observed === null ? styles.unknown : styles.bar}
              style={{ height: observed === null ? 1 : Math.max(1, (Math.abs(observed) / most) * HEIGHT) }}
            />
            <span className={styles.day}>{formatDay(Date.parse(at), zone)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
