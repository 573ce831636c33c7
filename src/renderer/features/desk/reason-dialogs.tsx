import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '#contract/index.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { callOffWords, escalateWords } from '#renderer/words/desk.ts';
import styles from './desk.module.css';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { useSending } from './use-sending.ts';

type ReasonFormProps = {
  readonly label: string;
  readonly verb: string;
  readonly testId: string;
  readonly hint?: string;
  readonly first: RefObject<HTMLInputElement | null>;
  readonly onSend: (reason: string) => Promise<Fault | undefined>;
  readonly onCancel: () => void;
};

/** One question: why. */
function ReasonForm({ label, verb, testId, hint, first, onSend, onCancel }: ReasonFormProps) {
  const { problem, send } = useSending();
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      verb={verb}
      testId={`${testId}-confirm`}
      isComplete={reason.trim() !== ''}
      onSubmit={() => send(onSend(reason.trim()))}
      onCancel={onCancel}
    >
      <Field label={label}>
        <TextField
          ref={first}
          required
          maxLength={1_000}
          data-testid={`${testId}-reason`}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}

/** To the next role of the chain, now, and why. */
export function EscalateDialog(props: DeskProps) {
  const { asking, detail, escalate, cancel } = useStore(props.store);
  const first = useRef<HTMLInputElement>(null);
  const isOne = asking?.what === 'escalate' && asking.ids.length === 1;
  const { later = [], waiting = [] } = (isOne ? detail?.escalation : undefined) ?? {};
  const role = (later[0] ?? waiting[0])?.role;
  const hint = [role && escalateWords.to(inWords(role)), escalateWords.hint].filter(Boolean).join(' ');
  return (
    <DeskDialog {...props} what="escalate" focus={first}>
      <ReasonForm
        label={escalateWords.field}
        verb={escalateWords.send}
        testId="escalate"
        hint={hint}
        first={first}
        onSend={escalate}
        onCancel={cancel}
      />
    </DeskDialog>
  );
}

/** Somebody on the way is called back, and why. */
export function CallOffDialog(props: DeskProps) {
  const { asking, callOff, cancel } = useStore(props.store);
  const first = useRef<HTMLInputElement>(null);
  return (
    <DeskDialog {...props} what="callOff" focus={first}>
      <ReasonForm
        label={callOffWords.field(asking?.what === 'callOff' ? asking.who : '')}
        verb={callOffWords.send}
        testId="call-off"
        first={first}
        onSend={callOff}
        onCancel={cancel}
      />
    </DeskDialog>
  );
}
