import type { ReactNode } from 'react';

export type FactsProps = {
  readonly facts: readonly (readonly [word: string, value: ReactNode])[];
  /** How they stand: the card that they are on knows. */
  readonly className: string | undefined;
};

/** Words with their values. */
export const Facts = ({ facts, className }: FactsProps) => (
  <dl className={className}>
    {facts.map(([word, value]) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
