import type { ReactNode } from 'react';
import styles from './engine-page.module.css';

export type FactsProps = { readonly facts: readonly (readonly [word: string, value: ReactNode])[] };

/** Words with their values, one a line. */
export const Facts = ({ facts }: FactsProps) => (
  <dl className={styles.facts}>
    {facts.map(([word, value]) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
