import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { accountWords as words } from '#renderer/words/people.ts';
import styles from './people.module.css';

export type TurnOnProps = { readonly onTurnOn: (name: string, secret: string) => Promise<boolean> };

/** Turns accounts on: whoever does it is the first administrator. The secret is typed twice, because nobody else could let that one in. */
export function TurnOn({ onTurnOn }: TurnOnProps) {
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setProblem(secret === again ? null : words.notTheSame);
    if (secret === again) void onTurnOn(name.trim(), secret);
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <p>{words.off}</p>
      <Field label={words.yourName}>
        <TextField
          required
          maxLength={64}
          autoComplete="off"
          data-testid="turn-on-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={words.newSecret}>
        <TextField
          type="password"
          required
          maxLength={200}
          autoComplete="new-password"
          data-testid="turn-on-secret"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </Field>
      <Field label={words.secretAgain}>
        <TextField
          type="password"
          required
          maxLength={200}
          autoComplete="new-password"
          data-testid="turn-on-again"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
      <div className={styles.actions}>
        <Button type="submit" kind="primary" data-testid="turn-on">
          {words.turnOn}
        </Button>
      </div>
    </form>
  );
}
