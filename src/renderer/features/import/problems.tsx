import type { Problem } from '#contract/reply.ts';
import { problemWords as words } from '#renderer/words/import.ts';
import { fixOf } from './fix.ts';
import styles from './import.module.css';

export type ProblemsProps = {
  readonly problems: readonly Problem[];
  /** What is said of so many; that nothing was imported, unless given. */
  readonly title?: (count: number) => string;
};

/** Everything that is wrong with the files, each with its place and what to write there. */
export function ProblemsTable({ problems, title = words.mend }: ProblemsProps) {
  if (problems.length === 0) return null;
  const { head } = words;
  return (
    <section aria-label={words.name} data-testid="import-problems">
      <h3 className={styles.problemsTitle}>{title(problems.length)}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            {[head.file, head.line, head.column, head.field, head.found, head.expected, head.fix].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.file}${problem.place}${problem.field}${problem.found}${problem.expected}`}>
              <td>{problem.file ?? '—'}</td>
              <td>{problem.line ?? '—'}</td>
              <td>{problem.column ?? '—'}</td>
              <td title={problem.place}>
                <code>{problem.field ?? problem.place}</code>
              </td>
              <td>{problem.found}</td>
              <td>{problem.expected}</td>
              <td>
                <strong>{fixOf(problem)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
