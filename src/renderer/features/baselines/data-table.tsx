import styles from './data-table.module.css';

export type DataTableProps = {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string | number; readonly cells: readonly string[] }[];
};

/** The numbers of a drawing as a table; it scrolls within itself, and the first cell of a row names it. */
export const DataTable = ({ label, head, rows }: DataTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
  <section className={styles.scroller} aria-label={label} tabIndex={0}>
    <table className={styles.table} aria-label={label}>
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
        {rows.map(({ key, cells: [first, ...rest] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {rest.map((text, index) => (
              <td key={head[index + 1]}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
