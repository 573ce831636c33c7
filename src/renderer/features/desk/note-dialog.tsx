import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, NoteField } from '#renderer/ui/field.tsx';
import { noteWords as words } from '#renderer/words/desk.ts';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { useSending } from './use-sending.ts';

type FormProps = Pick<DeskProps, 'store'> & { readonly first: RefObject<HTMLTextAreaElement | null> };

/** Something to remember about one finding or several. */
export function NoteDialog(props: DeskProps) {
  const first = useRef<HTMLTextAreaElement>(null);
  return (
    <DeskDialog {...props} what="note" focus={first}>
      <NoteForm store={props.store} first={first} />
    </DeskDialog>
  );
}

function NoteForm({ store, first }: FormProps) {
  const { note, cancel } = useStore(store);
  const { problem, send } = useSending();
  const [text, setText] = useState('');
  return (
    <DialogForm
      verb={words.send}
      testId="note-confirm"
      isComplete={text.trim() !== ''}
      onSubmit={() => send(note(text.trim()))}
      onCancel={cancel}
    >
      <Field label={words.field}>
        <NoteField
          ref={first}
          required
          maxLength={4_000}
          data-testid="note-text"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}
