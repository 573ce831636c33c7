import type { Problem } from '#contract/reply.ts';
import { problemWords as words } from '#renderer/words/import.ts';
import styles from './import-dialog.module.css';

/** Everything that is wrong with the files, each with its place. */
export function ProblemsTable({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label={words.name}>
      <h2 className={styles.problemsTitle}>{words.mend(problems.length)}</h2>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.head.file}</th>
              <th scope="col">{words.head.line}</th>
              <th scope="col">{words.head.field}</th>
              <th scope="col">{words.head.found}</th>
              <th scope="col">{words.head.expected}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={`${problem.file}${problem.place}${problem.field}${problem.expected}`}>
                <td>{problem.file ?? '—'}</td>
                <td>{problem.line ?? '—'}</td>
                <td title={problem.place}>
                  <code>{problem.field ?? problem.place}</code>
                </td>
                <td>{problem.found}</td>
                <td>{problem.expected}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
