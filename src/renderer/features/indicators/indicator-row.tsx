import type { IndicatorDto } from '#contract/indicators.ts';
import { type Bounds, forecast } from '#core/indicators/forecast.ts';
import { FINDING_INDICATORS, type FindingIndicator, type IndicatorName } from '#core/model/indicator.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { behindWords, indicatorWords as words } from '#renderer/words/indicators.ts';
import styles from './indicators.module.css';
import { HEIGHT, trendShape, type Values, WIDTH } from './trend.ts';

/** A week is what its season can say of. */
const DAYS_AHEAD = 7;
/** Nothing counted is under zero; shares end at all of it. */
const BOUNDS: Readonly<Partial<Record<IndicatorDto['unit'], Bounds>>> = {
  rate: { least: 0, most: 1 },
  percent: { least: 0, most: 100 },
};

/** A value with its unit; a rate is told in percent. */
export function valueText(value: number | null, unit: IndicatorDto['unit']): string {
  if (value === null) return words.none;
  if (unit === 'rate') return words.percent(formatNumber(100 * value));
  if (unit === 'percent') return words.percent(formatNumber(value));
  return unit === 'minutes' ? words.minutes(formatNumber(value)) : formatNumber(value);
}

const isOfFindings = (name: IndicatorName): name is FindingIndicator =>
  FINDING_INDICATORS.some((each) => each === name);

function Status({ status }: Pick<IndicatorDto, 'status'>) {
  if (status === null) return <span className={styles.faint}>{words.none}</span>;
  return (
    <span className={status === 'off' ? styles.off : styles.faint} data-status={status}>
      <span aria-hidden="true">{words.marks[status]}</span> {words.status[status]}
    </span>
  );
}

function Trend({ values, unit }: { readonly values: Values; readonly unit: IndicatorDto['unit'] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className={styles.faint}>{words.none}</span>;
  const tell = (value: number | undefined) => valueText(value ?? null, unit);
  const expected = forecast(values, DAYS_AHEAD, BOUNDS[unit] ?? { least: 0, most: Number.POSITIVE_INFINITY });
  const { lines, ahead } = trendShape(values, expected);
  const past = words.trend(values.length, tell(known[0]), tell(known.at(-1)), tell(Math.max(...known)));
  const [next] = expected ?? [];
  const label =
    next === undefined ? past : words.ahead(past, tell(next.value), tell(next.low), tell(next.high));
  return (
    <svg className={styles.trend} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <title>{label}</title>
      {ahead !== null && <polygon points={ahead.band} />}
      {lines.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {ahead !== null && <polyline className={styles.ahead} points={ahead.line} data-testid="trend-ahead" />}
    </svg>
  );
}

export type IndicatorRowProps = {
  /** Shows the findings that it was made of. */
  readonly onSee: (name: FindingIndicator) => void;
  readonly indicator: IndicatorDto;
  /** Of the first thirty days; undefined: they are not told. */
  readonly first: number | null | undefined;
  readonly values: Values;
};

/** One indicator with its target, and how it is computed one click away. */
export function IndicatorRow({ indicator, first, values, onSee }: IndicatorRowProps) {
  const { name, unit, value, n, low, high, target, sense, status, parts } = indicator;
  const { title, how } = words.about(name);
  return (
    <tr data-testid={`indicator-${name}`}>
      <th scope="row">
        <details>
          <summary title={words.how}>{title}</summary>
          <p className={styles.how}>{how}</p>
          <p className={styles.how}>
            {parts.map((part) => words.part_of(part.name, formatNumber(part.value))).join(' · ')}
          </p>
          {low !== null && high !== null && (
            <p className={styles.how}>{words.between(valueText(low, unit), valueText(high, unit))}</p>
          )}
          {isOfFindings(name) && n > 0 && (
            <Button className={styles.see} data-testid={`see-${name}`} onClick={() => onSee(name)}>
              {behindWords.see}
            </Button>
          )}
        </details>
      </th>
      <td className={styles.number}>{valueText(value, unit)}</td>
      <td className={styles.number}>{formatNumber(n)}</td>
      <td>{target === null || sense === null ? words.none : words.target(sense, valueText(target, unit))}</td>
      <td>
        <Status status={status} />
      </td>
      <td className={styles.number}>{first === undefined ? words.none : valueText(first, unit)}</td>
      <td>
        <Trend values={values} unit={unit} />
      </td>
    </tr>
  );
}
