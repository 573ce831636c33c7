import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { SessionState } from '#contract/people.ts';
import { signInWords as words } from '#renderer/words/people.ts';
import styles from './people.module.css';
import type { SessionStore } from './session-store.ts';
import { SignInForm } from './sign-in-form.tsx';

export type SignInScreenProps = {
  readonly store: SessionStore;
  readonly session: SessionState;
  /** Alarms that nobody has acknowledged; undefined while nobody knows. */
  readonly alarms: { readonly count: number; readonly critical: number } | undefined;
};

/** In the place of everything while nobody has signed in: how many alarms wait, never which, and the way in. */
export function SignInScreen({ store, session, alarms }: SignInScreenProps) {
  const signIn = useStore(store, (state) => state.signIn);
  const name = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const { account, names } = session;
  const expected = account ?? (names.length === 1 ? (names[0] ?? '') : '');
  useEffect(() => (expected === '' ? name : secret).current?.focus(), [expected]);
  return (
    <main className={styles.gate} aria-label={words.region} data-testid="sign-in">
      <div className={styles.card}>
        <h1 className={styles.title}>{account === null ? words.signIn : words.locked(account)}</h1>
        <div role="status" className={styles.alarms} data-waiting={(alarms?.count ?? 0) > 0 || undefined}>
          {alarms !== undefined && (
            <p data-testid="sign-in-alarms">
              {alarms.count === 0 ? words.quiet : words.waiting(alarms.count)}{' '}
              {words.critical(alarms.critical)}
            </p>
          )}
          <p className={styles.note}>{words.details}</p>
        </div>
        <SignInForm
          key={expected}
          names={names}
          name={expected}
          submit={account === null ? words.enter : words.unlock}
          onSubmit={signIn}
          nameField={name}
          secretField={secret}
        />
        {account !== null && <p className={styles.note}>{words.other}</p>}
      </div>
    </main>
  );
}
