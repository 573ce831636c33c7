import type { BaselineProfile } from '#core/model/evidence.ts';
import { formatNumber, formatRange } from '#renderer/ui/numbers.ts';
import { formatClock } from '#renderer/ui/time.ts';
import { bandWords as words } from '#renderer/words/anomaly.ts';
import styles from './band-bar.module.css';
import { placesOf } from './band-geometry.ts';

const percent = (place: number): string => `${Math.round(place * 10) / 10}%`;

/** Labels nearer than this, in percent, would lie over each other; one that is, is put so far beside. */
const CLOSE = 12;
const BESIDE = 5;

export type BandBarProps = { readonly profile: BaselineProfile; readonly zone: string };

/** The newest 15 minutes as a mark over the band in which they would have been usual. */
export function BandBar({ profile: { bucket, kind }, zone }: BandBarProps) {
  const places = placesOf(bucket, kind);
  const { low, high, expected, observed } = bucket;
  const isOver = places.observed > 75;
  const start = Date.parse(bucket.start);
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.bar}
        role="img"
        aria-label={words.told(formatNumber(observed), formatNumber(expected), formatRange(low, high))}
      >
        <title>{words.title}</title>
        <line className={styles.scale} x1="0" x2="100%" y1="33" y2="33" />
        <rect
          className={styles.band}
          x={percent(places.low)}
          width={percent(places.high - places.low)}
          y="24"
          height="18"
        />
        <line
          className={styles.expected}
          x1={percent(places.expected)}
          x2={percent(places.expected)}
          y1="22"
          y2="44"
        />
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: only a place within the drawing */}
        <svg x={percent(places.observed)} y="0" overflow="visible">
          <path className={styles.observed} d="M-5 15h10l-5 9z" />
          <path className={styles.drop} d="M0 24v18" />
          <text className={styles.strong} x={isOver ? 5 : -5} y="11" textAnchor={isOver ? 'end' : 'start'}>
            {words.observed(formatNumber(observed))}
          </text>
        </svg>
        <text className={styles.label} x={percent(places.low)} y="57" textAnchor="middle">
          {formatNumber(low)}
        </text>
        {places.high - places.expected >= CLOSE && (
          <text className={styles.label} x={percent(places.high)} y="57" textAnchor="middle">
            {formatNumber(high)}
          </text>
        )}
        <text
          className={styles.label}
          x={percent(Math.max(places.low + BESIDE, places.expected))}
          y="57"
          textAnchor={places.expected - places.low < CLOSE ? 'start' : 'middle'}
        >
          {words.expected(formatNumber(expected))}
        </text>
      </svg>
      <figcaption className={styles.caption}>{words.caption(formatClock(start, zone, start))}</figcaption>
    </figure>
  );
}
