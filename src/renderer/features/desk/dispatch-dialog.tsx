import type { RefObject } from 'react';
import { useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isOnTheWay } from '#core/model/desk.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { Age } from '#renderer/ui/times.tsx';
import { sendWords as words } from '#renderer/words/desk.ts';
import { dispatchWords } from '#renderer/words/finding.ts';
import styles from './desk.module.css';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import type { DeskStore, Detail } from './desk-store.ts';
import { arrivalInstant, clockText, recentInstant } from './recent-instant.ts';
import { useSending } from './use-sending.ts';

/** Who was sent, and when; whoever is on the way already has arrived or is called off. */
export function DispatchDialog(props: DeskProps) {
  const { detail } = useStore(props.store);
  const first = useRef<HTMLInputElement>(null);
  const zone = detail?.timezone ?? props.zone;
  return (
    <DeskDialog {...props} what="dispatch" focus={first}>
      <OnTheWay store={props.store} zone={zone} />
      <SendForm store={props.store} zone={zone} first={first} />
    </DeskDialog>
  );
}

type OnTheWayProps = { readonly store: DeskStore; readonly zone: string };

function OnTheWay({ store, zone }: OnTheWayProps) {
  const { detail } = useStore(store);
  const open = (detail?.dispatches ?? []).filter(isOnTheWay);
  if (open.length === 0) return null;
  return (
    <section aria-label={words.open}>
      <ul>
        {open.map((dispatch) => (
          <OneOnTheWay key={dispatch.id} store={store} zone={zone} dispatch={dispatch} />
        ))}
      </ul>
    </section>
  );
}

type OneProps = OnTheWayProps & {
  readonly dispatch: Pick<Detail['dispatches'][number], 'id' | 'who' | 'sent_at'>;
};

function OneOnTheWay({ store, zone, dispatch: { id, who, sent_at } }: OneProps) {
  const { arrived, askToCallOff } = useStore(store);
  const hint = useId();
  const now = useNow(60_000);
  /** What somebody wrote; null: now. */
  const [when, setWhen] = useState<string | null>(null);
  const at = when === null ? null : arrivalInstant(when, zone, now, sent_at);
  const isTime = when === null || at !== null;
  return (
    <li className={styles.way}>
      <span>
        <strong>{who}</strong> <Said text={dispatchWords.onTheWay} age={<Age at={sent_at} zone={zone} />} />
      </span>
      <TextField
        className="mono"
        size={5}
        maxLength={5}
        autoComplete="off"
        aria-label={words.arrivedAt(who)}
        aria-invalid={!isTime}
        aria-describedby={isTime ? undefined : hint}
        data-testid="dialog-arrived-at"
        value={when ?? clockText(now, zone)}
        onChange={(event) => setWhen(event.target.value)}
      />
      <Button
        data-testid="dialog-arrived"
        disabled={!isTime}
        onClick={() => void (at === null ? arrived(id) : arrived(id, at))}
      >
        {dispatchWords.arrivedNow}
      </Button>
      <Button kind="quiet" onClick={() => askToCallOff(id, who)}>
        {dispatchWords.callOff}
      </Button>
      {!isTime && (
        <p id={hint} className={styles.hint} role="status">
          {words.arrivedWrong}
        </p>
      )}
    </li>
  );
}

type FormProps = OnTheWayProps & { readonly first: RefObject<HTMLInputElement | null> };

function SendForm({ store, zone, first }: FormProps) {
  const { send: sendOff, cancel } = useStore(store);
  const { problem, send } = useSending();
  const now = useNow(60_000);
  const [who, setWho] = useState('');
  const [when, setWhen] = useState('');
  const [note, setNote] = useState('');
  const sentAt = when.trim() === '' ? null : recentInstant(when, zone, now);
  const isTime = when.trim() === '' || sentAt !== null;
  const submit = () => {
    const said = note.trim();
    send(
      sendOff({
        who: who.trim(),
        ...(said === '' ? {} : { note: said }),
        ...(sentAt === null ? {} : { sent_at: sentAt }),
      }),
    );
  };
  return (
    <DialogForm
      verb={words.send}
      testId="dispatch-confirm"
      isComplete={who.trim() !== '' && isTime}
      onSubmit={submit}
      onCancel={cancel}
    >
      <Field label={words.who}>
        <TextField
          ref={first}
          required
          maxLength={200}
          data-testid="dispatch-who"
          value={who}
          onChange={(event) => setWho(event.target.value)}
        />
      </Field>
      <Field label={words.when}>
        <TextField
          maxLength={5}
          placeholder={words.whenExample}
          aria-invalid={!isTime}
          data-testid="dispatch-when"
          value={when}
          onChange={(event) => setWhen(event.target.value)}
        />
      </Field>
      {!isTime && (
        <p className={styles.hint} role="status">
          {words.whenWrong}
        </p>
      )}
      <Field label={words.note}>
        <TextField maxLength={4_000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}
