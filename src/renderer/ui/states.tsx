import type { ReactNode } from 'react';
import { uiWords } from '#renderer/words/ui.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** Nothing to show, and why that is so. */
export const EmptyState = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) => (
  <div className={styles.state}>
    <p className={styles.title}>{title}</p>
    {children !== undefined && <div className={styles.detail}>{children}</div>}
  </div>
);

/** Work in progress, in words. */
export const LoadingState = ({ label }: { readonly label: string }) => (
  <div className={styles.state} role="status" aria-busy="true">
    <p>{uiWords.loading(label)}</p>
  </div>
);

export type FailedStateProps = {
  /** What happened. */
  readonly title: string;
  /** Why, as the host told it. */
  readonly reason: string;
  /** What was kept. */
  readonly kept?: string;
  readonly onRetry: () => void;
};

/** What went wrong, what was kept, and the way to try again. */
export const FailedState = ({ title, reason, kept, onRetry }: FailedStateProps) => (
  <div className={styles.failed} role="alert">
    <p>
      <strong>{title}</strong> {reason} {kept}
    </p>
    <Button onClick={onRetry}>{uiWords.tryAgain}</Button>
  </div>
);
