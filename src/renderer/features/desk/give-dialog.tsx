import type { RefObject } from 'react';
import { useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { giveWords as words } from '#renderer/words/desk.ts';
import styles from './desk.module.css';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { useSending } from './use-sending.ts';

/** Names that have a button of their own; the others come up while one types. */
const AT_HAND = 5;

/** Who sees to it from now on; nobody takes it back. */
export function GiveDialog(props: DeskProps) {
  const first = useRef<HTMLInputElement>(null);
  return (
    <DeskDialog {...props} what="give" focus={first}>
      <GiveForm store={props.store} me={props.me} first={first} />
    </DeskDialog>
  );
}

type FormProps = Pick<DeskProps, 'store' | 'me'> & { readonly first: RefObject<HTMLInputElement | null> };

function GiveForm({ store, me, first }: FormProps) {
  const { give, cancel, colleagues } = useStore(store);
  const { problem, send } = useSending();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const names = useId();
  const others = colleagues.filter((name) => name !== me);
  return (
    <DialogForm
      verb={words.send}
      testId="give-confirm"
      isComplete={to.trim() !== ''}
      onSubmit={() => send(give(to.trim(), note.trim()))}
      onCancel={cancel}
    >
      <Field label={words.field}>
        <TextField
          ref={first}
          required
          maxLength={200}
          list={names}
          autoComplete="off"
          data-testid="give-to"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <datalist id={names}>
        {colleagues.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className={styles.quick}>
        {me !== null && (
          <Button kind="quiet" pressed={to === me} onClick={() => setTo(me)}>
            {words.me}
          </Button>
        )}
        {others.slice(0, AT_HAND).map((name) => (
          <Button key={name} kind="quiet" pressed={to === name} onClick={() => setTo(name)}>
            {name}
          </Button>
        ))}
        <Button kind="quiet" data-testid="give-nobody" onClick={() => send(give(null, note.trim()))}>
          {words.nobody}
        </Button>
      </div>
      <Field label={words.note}>
        <TextField maxLength={4_000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <p className={styles.hint}>{words.hint}</p>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}
