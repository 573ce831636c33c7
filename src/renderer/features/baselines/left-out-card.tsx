import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { counted, personName } from '#renderer/words/codes.ts';
import type { About } from './baselines-store.ts';
import type { LearningStore } from './learning-store.ts';
import styles from './left-out-card.module.css';
import { dateText } from './words.ts';

export type LeftOutCardProps = { readonly learning: LearningStore; readonly about: About };

/** The days that the site does not learn, by whom and why, and the way back. */
export function LeftOutCard({ learning, about }: LeftOutCardProps) {
  const { busy, ask, takeIn } = useStore(learning);
  const { left_out: days, site, timezone } = about;
  return (
    <Card title="Days left out" aside={counted(days.length, 'day')}>
      <div className={styles.stack}>
        <p className={styles.note}>
          A day that was like no other (a fair, a strike, a fault) teaches what is not normal. Left out, it is
          neither judged nor learned.
        </p>
        <ul className={styles.days}>
          {days.map((day) => (
            <li key={day.date} className={styles.day}>
              <span>
                <strong title={day.date}>{dateText(day.date)}</strong> {day.reason}{' '}
                <span className={styles.who}>
                  {personName(day.by)}, <LocalTime at={day.at} zone={timezone} />
                </span>
              </span>
              <Button
                kind="quiet"
                disabled={busy !== null}
                aria-label={`Take in again: ${dateText(day.date)}`}
                onClick={() => void takeIn(site, day)}
              >
                Take in again
              </Button>
            </li>
          ))}
        </ul>
        <Button
          className={styles.add}
          disabled={busy !== null}
          data-testid="leave-out"
          onClick={() => ask('leave_out')}
        >
          Leave a day out
        </Button>
      </div>
    </Card>
  );
}
