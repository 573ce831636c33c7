import type { FormEvent, RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { counted } from '#renderer/ui/words.ts';
import styles from './dialogs.module.css';
import type { DialogProps } from './resolve-dialog.tsx';
import { submitOnCtrlEnter } from './resolve-dialog.tsx';
import type { WorkflowStore } from './workflow-store.ts';

const QUICK = [15, 30, 60, 240, 480];
/** A week, in minutes. */
const LONGEST = 10_080;

/** For how long and why: shelved findings are listed under Shelved and come back by themselves. */
export function ShelveDialog({ store, describe }: DialogProps) {
  const { asking, cancel } = useStore(store);
  const first = useRef<HTMLInputElement>(null);
  const ids = asking?.what === 'shelve' ? asking.ids : [];
  const only = ids.length === 1 ? ids[0] : undefined;
  return (
    <Modal
      title={only === undefined ? `Shelve ${counted(ids.length, 'finding')}` : 'Shelve'}
      description={only === undefined ? undefined : describe(only)}
      open={asking?.what === 'shelve'}
      onClose={cancel}
      focus={first}
    >
      <ShelveForm store={store} first={first} />
    </Modal>
  );
}

type FormProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLInputElement | null> };

function ShelveForm({ store, first }: FormProps) {
  const { shelve, cancel } = useStore(store);
  const [minutes, setMinutes] = useState(30);
  const [reason, setReason] = useState('');
  const isValid = Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST && reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) void shelve(minutes, reason.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
      <Field label="Minutes (a week at most)">
        <TextField
          ref={first}
          type="number"
          min={1}
          max={LONGEST}
          required
          data-testid="shelve-minutes"
          value={Number.isNaN(minutes) ? '' : minutes}
          onChange={(event) => setMinutes(event.target.valueAsNumber)}
        />
      </Field>
      <div className={styles.quick}>
        {QUICK.map((each) => (
          <Button key={each} kind="quiet" pressed={each === minutes} onClick={() => setMinutes(each)}>
            {formatAge(each * MINUTE)}
          </Button>
        ))}
      </div>
      <Field label="Why?">
        <TextField
          required
          maxLength={1_000}
          data-testid="shelve-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={cancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          kind="primary"
          shortcut="Ctrl ↵"
          data-testid="shelve-confirm"
          disabled={!isValid}
        >
          Shelve
        </Button>
      </ModalActions>
    </form>
  );
}
