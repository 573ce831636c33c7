import type { BaselineCell } from '#contract/baselines.ts';
import { LearningMark } from '#renderer/ui/learning.tsx';
import { formatNumber, formatRange } from '#renderer/ui/numbers.ts';
import { Said } from '#renderer/ui/said.tsx';
import { cellWords as words } from '#renderer/words/baseline-week.ts';
import styles from './cell-details.module.css';
import { hourName, newestText, outlierText } from './week.ts';

const percent = (value: number): string => `${Math.round(value * 1_000) / 10}%`;

/** From the least to the most, nine tenths, the middle half, the median, and the newest as a mark above. */
function RangeStrip({ cell }: { readonly cell: BaselineCell }) {
  const { min, max, p5, p25, p50, p75, p95, latest } = cell;
  const least = Math.min(min, latest ?? min);
  const most = Math.max(max, latest ?? max);
  if (most <= least) return null;
  const x = (value: number) => percent(0.02 + ((value - least) / (most - least)) * 0.96);
  const wide = (from: number, to: number) => percent(((to - from) / (most - least)) * 0.96);
  return (
    <svg className={styles.strip} aria-hidden="true">
      <line className={styles.whole} x1={x(min)} x2={x(max)} y1="18" y2="18" />
      <rect className={styles.most} x={x(p5)} width={wide(p5, p95)} y="13" height="10" />
      <rect className={styles.half} x={x(p25)} width={wide(p25, p75)} y="13" height="10" />
      <line className={styles.median} x1={x(p50)} x2={x(p50)} y1="10" y2="26" />
      {latest !== null && (
        // biome-ignore lint/a11y/noSvgWithoutTitle: only a place within the drawing
        <svg x={x(latest)} y="0" overflow="visible">
          <path className={styles.latest} d="M-4 1h8l-4 7z" />
        </svg>
      )}
    </svg>
  );
}

type Fact = readonly [name: string, text: string];

const factsOf = (cell: BaselineCell): readonly Fact[] => [
  [words.mean, formatNumber(cell.mean)],
  [words.spread, words.spreadText(formatNumber(cell.std_dev))],
  [words.median, formatNumber(cell.p50)],
  [words.most, formatRange(cell.p5, cell.p95)],
  [words.all, formatRange(cell.min, cell.max)],
  [words.newest, newestText(cell) ?? '—'],
];

export type CellDetailsProps = { readonly hour: number; readonly cell: BaselineCell | undefined };

/** What was learned of one hour of the week. */
export function CellDetails({ hour, cell }: CellDetailsProps) {
  const odd = cell === undefined ? null : outlierText(cell);
  return (
    <section className={styles.details} aria-label={words.name} data-testid="cell-details">
      <h4 className={styles.hour}>{hourName(hour)}</h4>
      {cell === undefined ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <>
          <RangeStrip cell={cell} />
          <dl className={styles.facts}>
            {factsOf(cell).map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
            <div>
              <dt>{words.samples}</dt>
              <dd>
                <Said
                  text={words.learned}
                  samples={cell.sample_count}
                  state={<LearningMark state={cell.state} />}
                />
              </dd>
            </div>
          </dl>
          {odd !== null && (
            <p className={styles.odd}>
              <span className={styles.wedge} aria-hidden="true" /> {odd}
            </p>
          )}
        </>
      )}
    </section>
  );
}
