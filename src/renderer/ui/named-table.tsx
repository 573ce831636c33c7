import type { ReactNode } from 'react';
import styles from './named-table.module.css';

export type NamedTableProps = {
  readonly label: string;
  readonly heads: readonly string[];
  /** Columns with numbers stand at the right. */
  readonly numbers?: readonly number[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
};

/** A small table whose first column names the row. */
export function NamedTable({ label, heads, numbers = [], rows }: NamedTableProps) {
  const kind = (column: number) => (numbers.includes(column) ? styles.number : undefined);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {heads.map((head, column) => (
            <th key={head} scope="col" className={kind(column)}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, column) =>
              column === 0 ? (
                <th key={heads[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={heads[column]} className={kind(column)}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
