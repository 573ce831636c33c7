import { useStore } from 'zustand';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';
import type { RunbooksStore } from './runbooks-store.ts';

type ProblemAtProps = { readonly store: RunbooksStore; readonly place: string };

/** What is wrong with the field at a place, or nothing. */
export function ProblemAt({ store, place }: ProblemAtProps) {
  const problem = useStore(store, ({ problems }) => problems.find((each) => each.place === place));
  if (problem === undefined) return null;
  return <span className={styles.problem}>{words.problem(problem.found, problem.expected)}</span>;
}
