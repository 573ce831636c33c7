import type { Explanation } from '#core/model/finding.ts';
import { Age } from '#renderer/ui/times.tsx';
import { inWords } from '#renderer/ui/words.ts';
import styles from './why.module.css';

export type WhyProps = { readonly explanation: Explanation; readonly zone: string };

const withUnit = (value: number | string | null, unit: string | undefined): string =>
  value === null ? '—' : `${value}${unit === undefined ? '' : ` ${unit}`}`;

/** `CLIENT RIVERBANK` as `client RIVERBANK`; a default says so. */
const setBy = (scope: string | undefined): string =>
  scope === undefined ? '' : scope.replace(/^[A-Z]+/, (word) => word.toLowerCase());

/** Why the finding is there: the sentence, the numbers with their limits and who set them, and what would clear it. */
export function Why({ explanation, zone }: WhyProps) {
  const { text, values, since, clears_when } = explanation;
  return (
    <section aria-label="Why" className={styles.why}>
      <p className={styles.text}>{text}</p>
      {values.length > 0 && (
        <table className={styles.values}>
          <thead>
            <tr>
              <th scope="col">measured</th>
              <th scope="col">value</th>
              <th scope="col">limit</th>
              <th scope="col">limit set at</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={value.name}>
                <td>{inWords(value.name)}</td>
                <td className={styles.value}>{withUnit(value.value, value.unit)}</td>
                <td>{value.limit !== undefined && withUnit(value.limit, value.unit)}</td>
                <td>{setBy(value.set_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.clears}>
        {since !== null && (
          <>
            Last sign of life <Age at={since} zone={zone} /> ago.{' '}
          </>
        )}
        Clears when: {clears_when}
      </p>
    </section>
  );
}
