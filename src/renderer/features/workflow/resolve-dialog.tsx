import type { FormEvent, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Disposition } from '#core/model/finding.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, NoteField } from '#renderer/ui/field.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { counted, DISPOSITION_WORD } from '#renderer/ui/words.ts';
import styles from './dialogs.module.css';
import type { WorkflowStore } from './workflow-store.ts';

const CHOICES = DISPOSITIONS.map((value) => ({ value, label: DISPOSITION_WORD[value] }));

/** Ctrl+Enter (or Cmd) sends a form from anywhere in it. */
export function submitOnCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

export type DialogProps = { readonly store: WorkflowStore; readonly describe: (id: string) => string };

/** What the findings were, and what was done: both are needed to close them. */
export function ResolveDialog({ store, describe }: DialogProps) {
  const { asking, cancel } = useStore(store);
  const first = useRef<HTMLSelectElement>(null);
  const ids = asking?.what === 'resolve' ? asking.ids : [];
  const only = ids.length === 1 ? ids[0] : undefined;
  return (
    <Modal
      title={only === undefined ? `Resolve ${counted(ids.length, 'finding')}` : 'Resolve'}
      description={only === undefined ? undefined : describe(only)}
      open={asking?.what === 'resolve'}
      onClose={cancel}
      focus={first}
    >
      <ResolveForm store={store} first={first} />
    </Modal>
  );
}

type FormProps = { readonly store: WorkflowStore; readonly first: React.RefObject<HTMLSelectElement | null> };

function ResolveForm({ store, first }: FormProps) {
  const { resolve, cancel } = useStore(store);
  const [disposition, setDisposition] = useState<Disposition | ''>('');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (disposition !== '' && note.trim() !== '') void resolve(disposition, note.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
      <Field label="What was it?">
        <ChoiceField
          ref={first}
          required
          data-testid="resolve-disposition"
          value={disposition}
          choices={CHOICES}
          empty="Choose…"
          onChoose={setDisposition}
        />
      </Field>
      <Field label="What was found and done? It is kept in the audit trail.">
        <NoteField
          required
          maxLength={4_000}
          data-testid="resolve-note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <p className={styles.hint}>A resolved finding is not opened again.</p>
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={cancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          kind="primary"
          shortcut="Ctrl ↵"
          data-testid="resolve-confirm"
          disabled={disposition === '' || note.trim() === ''}
        >
          Resolve
        </Button>
      </ModalActions>
    </form>
  );
}
