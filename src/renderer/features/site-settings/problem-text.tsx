import { FIELD } from '#renderer/words/site-settings.ts';
import { useEditing } from './editing.ts';
import styles from './site-settings.module.css';

/** What is wrong with the value at a path, beneath its field. */
export function ProblemText({ path, id }: { readonly path: string; readonly id: string }) {
  const { problemsAt } = useEditing();
  const problem = problemsAt(path);
  if (problem === undefined) return null;
  return (
    <span id={id} className={styles.problem}>
      {FIELD.expected(problem.found, problem.expected)}
    </span>
  );
}
