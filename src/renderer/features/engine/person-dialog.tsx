import type { FormEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { personWords as words } from '#renderer/words/engine.ts';
import type { EngineStore } from './engine-store.ts';

export type PersonDialogProps = {
  readonly store: EngineStore;
  readonly open: boolean;
  readonly onClose: () => void;
  /** What somebody who leaves is asked first. */
  readonly leaving: ReactNode;
};

/** Who sits here: a name that goes with everything that is done at this desk. */
export function PersonDialog({ store, open, onClose, leaving }: PersonDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const fault = await store.getState().introduce(name.trim());
    setProblem(fault?.message ?? null);
    if (fault === undefined) onClose();
  };
  return (
    <Modal title={words.title} description={words.description} open={open} onClose={onClose} focus={first}>
      {leaving}
      <form onSubmit={(event) => void submit(event)}>
        <Field label={words.name}>
          <TextField
            ref={first}
            required
            maxLength={64}
            autoComplete="name"
            data-testid="person-name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {problem !== null && <p role="alert">{problem}</p>}
        <ModalActions>
          <Button kind="quiet" shortcut="Esc" onClick={onClose}>
            {words.later}
          </Button>
          <Button type="submit" kind="primary" data-testid="person-confirm" disabled={name.trim() === ''}>
            {words.confirm}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
