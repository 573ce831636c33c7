import type { ReactNode } from 'react';
import { evidenceWords } from '#renderer/words/evidence.ts';
import styles from './table.module.css';

/** Rows drawn before the rest is asked for. */
const FIRST = 200;

export type TableProps = {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** What is said when there are none. */
  readonly none: string;
};

/** A plain table of evidence with its name; long ones scroll within it. */
export function EvidenceTable({ label, head, rows, none }: TableProps) {
  if (rows.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, FIRST).map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={head[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST && <p className={styles.none}>{evidenceWords.lastOf(FIRST, rows.length)}</p>}
    </section>
  );
}
