import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { leftOutWords as words } from '#renderer/words/baselines.ts';
import { personName } from '#renderer/words/codes.ts';
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
    <Card title={words.title} aside={words.count(days.length)}>
      <div className={styles.stack}>
        <p className={styles.note}>{words.why}</p>
        <ul className={styles.days}>
          {days.map((day) => (
            <li key={day.date} className={styles.day}>
              <span>
                <strong title={day.date}>{dateText(day.date)}</strong> {day.reason}{' '}
                <span className={styles.who}>
                  <Said
                    text={words.by}
                    who={personName(day.by)}
                    at={<LocalTime at={day.at} zone={timezone} />}
                  />
                </span>
              </span>
              <Permitted by="baselines.leave_out">
                <Button
                  kind="quiet"
                  disabled={busy !== null}
                  aria-label={words.takeInDay(dateText(day.date))}
                  onClick={() => void takeIn(site, day)}
                >
                  {words.takeIn}
                </Button>
              </Permitted>
            </li>
          ))}
        </ul>
        <Permitted by="baselines.leave_out">
          <Button
            className={styles.add}
            disabled={busy !== null}
            data-testid="leave-out"
            onClick={() => ask('leave_out')}
          >
            {words.add}
          </Button>
        </Permitted>
      </div>
    </Card>
  );
}
