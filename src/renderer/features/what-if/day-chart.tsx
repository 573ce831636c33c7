import type { TrialResult } from '#contract/what-if.ts';
import { formatDay } from '#renderer/ui/time.ts';
import { trialWords as words } from '#renderer/words/what-if.ts';
import styles from './what-if.module.css';

type Day = TrialResult['days'][number];

const [WIDTH, HEIGHT, BASE] = [720, 120, 108];
/** Part of a day's place that its two bars fill. */
const FILLED = 0.7;

/** The findings of each day: as it is behind, as it would be in front. */
export function DayChart({ days }: { readonly days: readonly Day[] }) {
  const most = Math.max(1, ...days.flatMap(({ before, after }) => [before.findings, after.findings]));
  const place = WIDTH / Math.max(1, days.length);
  const bar = (place * FILLED) / 2;
  const height = (count: number) => (count / most) * (BASE - 12);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className={styles.figure}>
      <p className={styles.scale}>
        <span className={styles.beforeKey}>{words.now}</span>
        <span className={styles.afterKey}>{words.would}</span>
        <span>{words.most(most)}</span>
      </p>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.chart(days.length)}
      >
        <line className={styles.axis} x1={0} x2={WIDTH} y1={BASE} y2={BASE} />
        {days.map(({ at, before, after }, index) => {
          const left = index * place + (place - 2 * bar) / 2;
          return (
            <g key={at}>
              <rect
                className={styles.before}
                {...{
                  x: left,
                  y: BASE - height(before.findings),
                  width: bar,
                  height: height(before.findings),
                }}
              />
              <rect
                className={styles.after}
                {...{
                  x: left + bar,
                  y: BASE - height(after.findings),
                  width: bar,
                  height: height(after.findings),
                }}
              />
            </g>
          );
        })}
      </svg>
      {first !== undefined && last !== undefined && (
        <p className={styles.scale}>
          <span>{formatDay(first.at, 'UTC')}</span>
          <span>{formatDay(last.at, 'UTC')}</span>
        </p>
      )}
    </figure>
  );
}
