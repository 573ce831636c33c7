import type { FormEvent, ReactNode, RefObject } from 'react';
import { useId, useState } from 'react';
import type { Fault } from '#contract/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { signInWords as words } from '#renderer/words/people.ts';
import styles from './people.module.css';

export type SignInFormProps = {
  /** Who can sign in here. */
  readonly names: readonly string[];
  /** Who is expected: the one who has locked the screen. */
  readonly name: string;
  readonly submit: string;
  readonly onSubmit: (name: string, secret: string) => Promise<Fault | undefined>;
  readonly nameField: RefObject<HTMLInputElement | null>;
  readonly secretField: RefObject<HTMLInputElement | null>;
  /** Buttons beside the one that submits. */
  readonly children?: ReactNode;
};

/** A name, typed or taken from the list, and the secret that belongs to it. Enter does it. */
export function SignInForm({
  names,
  name: expected,
  submit,
  onSubmit,
  nameField,
  secretField,
  children,
}: SignInFormProps) {
  const list = useId();
  const [name, setName] = useState(expected);
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [works, setWorks] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (works) return;
    setWorks(true);
    setProblem(null);
    const fault = await onSubmit(name.trim(), secret);
    setSecret(''); // it is kept nowhere longer than it takes
    setWorks(false);
    setProblem(fault?.message ?? null);
    if (fault !== undefined) secretField.current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <Field label={words.name}>
        <TextField
          ref={nameField}
          list={list}
          required
          maxLength={64}
          autoComplete="off"
          data-testid="sign-in-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <datalist id={list}>
        {names.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Field label={words.secret}>
        <TextField
          ref={secretField}
          required
          type="password"
          maxLength={200}
          autoComplete="off"
          data-testid="sign-in-secret"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </Field>
      <p role="alert" className={styles.problem}>
        {works ? words.working : problem}
      </p>
      <div className={styles.actions}>
        {children}
        <Button
          type="submit"
          kind="primary"
          data-testid="sign-in-submit"
          disabled={name.trim() === '' || secret === ''}
        >
          {submit}
        </Button>
      </div>
    </form>
  );
}
