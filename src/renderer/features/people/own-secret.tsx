import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { ownSecretWords as words } from '#renderer/words/people.ts';
import styles from './people.module.css';
import type { SessionStore } from './session-store.ts';

type OwnSecretProps = { readonly store: SessionStore; readonly onClose: () => void };
const FIELDS = ['current', 'secret', 'again'] as const;
const EMPTY = { current: '', secret: '', again: '' };

/** Another PIN or password for whoever is signed in, who shows the old one first. */
export function OwnSecret({ store, onClose }: OwnSecretProps) {
  const setSecret = useStore(store, (state) => state.setSecret);
  const [given, give] = useState(EMPTY);
  const [told, tell] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (given.secret !== given.again) return tell(words.notTheSame);
    tell(words.working);
    const fault = await setSecret(given.current, given.secret);
    give(EMPTY); // it is kept nowhere longer than it takes
    tell(fault?.message ?? words.done);
    setDone(fault === undefined);
    if (fault !== undefined) first.current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      {!isDone &&
        FIELDS.map((field, place) => (
          <Field key={field} label={words[field]}>
            <TextField
              {...(place === 0 ? { ref: first, autoFocus: true } : {})}
              type="password"
              required
              maxLength={200}
              autoComplete={field === 'current' ? 'current-password' : 'new-password'}
              data-testid={`own-secret-${field}`}
              value={given[field]}
              onChange={(event) => give({ ...given, [field]: event.target.value })}
            />
          </Field>
        ))}
      <p role="alert" className={styles.problem}>
        {told}
      </p>
      <div className={styles.actions}>
        <Button kind="quiet" shortcut="Esc" {...(isDone ? { autoFocus: true } : {})} onClick={onClose}>
          {isDone ? words.close : words.cancel}
        </Button>
        {!isDone && (
          <Button type="submit" kind="primary" data-testid="own-secret-save">
            {words.save}
          </Button>
        )}
      </div>
    </form>
  );
}
