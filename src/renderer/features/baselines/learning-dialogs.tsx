import type { FormEvent, KeyboardEvent, ReactNode, RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { localDate } from '#renderer/ui/time.ts';
import { learningDialogWords as words } from '#renderer/words/learning.ts';
import styles from './learning-dialogs.module.css';
import type { LearningStore } from './learning-store.ts';

/** Eight weeks: what a day that is left out is learned anew from, too. */
const DAYS = 56;
const MOST_DAYS = 400;

/** Ctrl+Enter (or Cmd) sends a form from anywhere in it. */
function submitOnCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

type FormProps = {
  readonly verb: string;
  readonly isComplete: boolean;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

function Form({ verb, isComplete, isBusy, onSubmit, onCancel, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !isBusy) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
      {children}
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={onCancel}>
          {isBusy ? words.leave : words.cancel}
        </Button>
        <Button
          type="submit"
          kind="primary"
          shortcut="Ctrl ↵"
          data-testid="learning-confirm"
          disabled={!isComplete || isBusy}
        >
          {isBusy ? words.busy : verb}
        </Button>
      </ModalActions>
    </form>
  );
}

export type LearningDialogsProps = {
  readonly learning: LearningStore;
  readonly site: string;
  readonly zone: string;
};

/** The two questions about learning: from how many days again, and which day without. */
export function LearningDialogs(props: LearningDialogsProps) {
  const { asking, cancel } = useStore(props.learning);
  const first = useRef<HTMLInputElement>(null);
  return (
    <>
      <Modal
        title={words.learn(props.site)}
        description={words.learnMeans}
        open={asking === 'learn'}
        onClose={cancel}
        focus={first}
      >
        <LearnForm {...props} first={first} />
      </Modal>
      <Modal
        title={words.leaveOut(props.site)}
        description={words.leaveOutMeans}
        open={asking === 'leave_out'}
        onClose={cancel}
        focus={first}
      >
        <LeaveOutForm {...props} first={first} />
      </Modal>
    </>
  );
}

type FieldsProps = LearningDialogsProps & { readonly first: RefObject<HTMLInputElement | null> };

function LearnForm({ learning, site, first }: FieldsProps) {
  const { learn, cancel } = useStore(learning);
  const [days, setDays] = useState(DAYS);
  return (
    <Form
      verb={words.learnVerb}
      isComplete={Number.isInteger(days) && days >= 1 && days <= MOST_DAYS}
      isBusy={false}
      onSubmit={() => void learn(site, days)}
      onCancel={cancel}
    >
      <Field label={words.days(MOST_DAYS)}>
        <TextField
          ref={first}
          type="number"
          min={1}
          max={MOST_DAYS}
          required
          data-testid="learn-days"
          value={Number.isNaN(days) ? '' : days}
          onChange={(event) => setDays(event.target.valueAsNumber)}
        />
      </Field>
    </Form>
  );
}

function LeaveOutForm({ learning, site, zone, first }: FieldsProps) {
  const { leaveOut, busy, cancel } = useStore(learning);
  const today = localDate(useNow(60_000), zone);
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    setProblem(null);
    const fault = await leaveOut(site, date, reason.trim());
    setProblem(fault?.message ?? null);
  };
  return (
    <Form
      verb={words.leaveOutVerb}
      isComplete={/^\d{4}-\d{2}-\d{2}$/.test(date) && date <= today && reason.trim() !== ''}
      isBusy={busy !== null}
      onSubmit={() => void send()}
      onCancel={cancel}
    >
      <Field label={words.date}>
        <TextField
          ref={first}
          type="date"
          max={today}
          required
          data-testid="leave-out-date"
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
      </Field>
      <Field label={words.reason}>
        <TextField
          required
          maxLength={500}
          data-testid="leave-out-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
    </Form>
  );
}
