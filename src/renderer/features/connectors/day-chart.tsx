import { formatClock } from '#renderer/ui/time.ts';
import { dayWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { Connector } from './connectors-store.ts';
import { type DayPart, sumOf, troubleOf } from './day-sums.ts';

/** Units of the drawing: a quarter of an hour is 4 wide; bars stand on the base, marks of trouble below it. */
const [PLACE, BAR, HEIGHT, BASE] = [4, 3, 44, 32];
const MARK = 4;
/** A quarter of an hour in which something came is seen, however little that was. */
const LEAST = 1.5;

type DayChartProps = Pick<Connector, 'day'> & { readonly zone: string };

/** What a connector brought in the last day: a bar for each quarter of an hour, and a mark where something was wrong. */
export function DayChart({ day, zone }: DayChartProps) {
  const sum = sumOf(day);
  const [first, last] = [day[0], day.at(-1)];
  if (first === undefined || last === undefined || sum.accepted + troubleOf(sum) === 0)
    return <p className={styles.quiet}>{words.nothing}</p>;
  const most = Math.max(1, ...day.map(({ accepted }) => accepted));
  const clock = (at: number) => formatClock(at, zone, last.at, { zone: true });
  const length = last.at - first.at === 0 ? 0 : (last.at - first.at) / (day.length - 1);
  return (
    <figure className={styles.day} data-testid="connector-day">
      <figcaption className={styles.scale}>
        <span>{words.title}</span>
        <span>
          {[words.counted(sum), ...(sum.lag_ms === null ? [] : [words.lag(sum.lag_ms)])].join(', ')}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${day.length * PLACE} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${words.title}: ${words.counted(sum)}`}
      >
        <line className={styles.axis} x1={0} x2={day.length * PLACE} y1={BASE} y2={BASE} />
        {day.map((part, index) => (
          <Part
            key={part.at}
            part={part}
            left={index * PLACE}
            height={part.accepted === 0 ? 0 : Math.max(LEAST, (part.accepted / most) * (BASE - 2))}
            title={words.part(words.span(clock(part.at), clock(part.at + length)), words.counted(part))}
          />
        ))}
      </svg>
      <p className={styles.scale}>
        <span>{clock(first.at)}</span>
        {sum.accepted > 0 && <span>{words.most(most)}</span>}
        <span>{clock(last.at)}</span>
      </p>
      {troubleOf(sum) > 0 && (
        <p className={styles.key}>
          <span className={styles.troubleKey} aria-hidden="true" /> {words.trouble}
        </p>
      )}
    </figure>
  );
}

type PartProps = {
  readonly part: DayPart;
  readonly left: number;
  readonly height: number;
  readonly title: string;
};

const Part = ({ part, left, height, title }: PartProps) => (
  <g>
    <title>{title}</title>
    <rect className={styles.place} x={left} y={0} width={PLACE} height={HEIGHT} />
    <rect className={styles.bar} x={left} y={BASE - height} width={BAR} height={height} />
    {troubleOf(part) > 0 && (
      <path
        className={styles.trouble}
        d={`M${left} ${BASE + 4 + MARK} h${MARK - 0.5} l${-(MARK - 0.5) / 2} ${-MARK} z`}
      />
    )}
  </g>
);
