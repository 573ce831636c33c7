import type { ReactNode } from 'react';
import type { ExplainedValue, Explanation } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { Said } from '#renderer/ui/said.tsx';
import { parseInstant } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { whyWords as words } from '#renderer/words/finding.ts';
import { tellsSignOfLife } from './kinds.ts';
import styles from './why.module.css';

export type WhyProps = {
  readonly explanation: Explanation;
  readonly findingType: string;
  /** When it was written, in ms: it speaks of that instant. */
  readonly at: EpochMs;
  readonly zone: string;
};

type MeasuredProps = {
  readonly value: number | string | null;
  readonly unit: string | undefined;
  readonly zone: string;
};

/** A number with its unit; an instant in the site's time. */
function Measured({ value, unit, zone }: MeasuredProps) {
  if (value === null) return '—';
  const at = typeof value === 'string' ? parseInstant(value) : null;
  if (at !== null) return <LocalTime at={at} zone={zone} style={{ seconds: true }} />;
  const text = typeof value === 'number' && value < 0 ? `−${-value}` : value;
  return `${text}${unit === undefined ? '' : ` ${unit}`}`;
}

/** `CLIENT RIVERBANK` as `client RIVERBANK`; a default says so. */
const setBy = (scope: string | undefined): string =>
  scope === undefined ? '' : scope.replace(/^[A-Z]+/, (word) => word.toLowerCase());

type Column = {
  readonly head: string;
  readonly className?: string | undefined;
  readonly cell: (value: ExplainedValue, zone: string) => ReactNode;
  /** A column that no value has something for is left out. */
  readonly holds: (value: ExplainedValue) => boolean;
};
const COLUMNS: readonly Column[] = [
  { head: words.measured, cell: ({ name }) => inWords(name), holds: () => true },
  {
    head: words.value,
    className: styles.value,
    cell: ({ value, unit }, zone) => <Measured value={value} unit={unit} zone={zone} />,
    holds: () => true,
  },
  {
    head: words.limit,
    cell: ({ limit, unit }, zone) =>
      limit === undefined ? '' : <Measured value={limit} unit={unit} zone={zone} />,
    holds: ({ limit }) => limit !== undefined,
  },
  { head: words.setAt, cell: ({ set_at }) => setBy(set_at), holds: ({ set_at }) => set_at !== undefined },
];

function Values({ values, zone }: { readonly values: readonly ExplainedValue[]; readonly zone: string }) {
  const columns = COLUMNS.filter((column) => values.some(column.holds));
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value.name}>
            {columns.map(({ head, className, cell }) => (
              <td key={head} className={className}>
                {cell(value, zone)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why the finding is there: the sentence, the numbers with their limits and who set them, and what would clear it. */
export function Why({ explanation, findingType, at, zone }: WhyProps) {
  const { text, values, since, clears_when } = explanation;
  return (
    <section aria-label={words.name} className={styles.why}>
      <p className={styles.text}>
        {text}{' '}
        <span className={styles.asOf}>
          <Said text={words.asOf} at={<LocalTime at={at} zone={zone} />} age={<Age at={at} zone={zone} />} />
        </span>
      </p>
      {values.length > 0 && <Values values={values} zone={zone} />}
      <p className={styles.clears}>
        {since !== null && tellsSignOfLife(findingType) && (
          <Said text={words.lastSign} age={<Age at={since} zone={zone} />} />
        )}{' '}
        {words.clearsWhen(clears_when)}
      </p>
    </section>
  );
}
