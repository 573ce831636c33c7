import type { ReactNode } from 'react';
import { trialWords } from '#renderer/words/what-if.ts';
import styles from './what-if.module.css';

/** A table that may be longer or wider than its card; what scrolls must be reachable by keys. */
export const Scroller = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
  <section className={styles.tableScroller} tabIndex={0} aria-label={trialWords.allOf(label)}>
    {children}
  </section>
);
