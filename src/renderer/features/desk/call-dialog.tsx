import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CallOutcome } from '#core/model/desk.ts';
import { CALL_OUTCOMES } from '#core/model/desk.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Markdown } from '#renderer/ui/markdown.tsx';
import { callOutcomeWords, callWords as words } from '#renderer/words/desk.ts';
import { DIALOG } from '#renderer/words/dialog.ts';
import { uiWords } from '#renderer/words/ui.ts';
import styles from './call-dialog.module.css';
import type { Callable } from './callables.ts';
import { callablesOf } from './callables.ts';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { useSending } from './use-sending.ts';

const OUTCOMES = CALL_OUTCOMES.map((value) => ({ value, label: callOutcomeWords[value] }));
/** Key of the choice that has a name of its own. */
const OTHER = 'other';

/** Whom to call, with their numbers and what the site says to do; and what came of it. */
export function CallDialog(props: DeskProps) {
  const { detail, detailFault } = useStore(props.store);
  const first = useRef<HTMLInputElement>(null);
  const instructions = detail?.instructions ?? null;
  return (
    <DeskDialog {...props} what="call" focus={first} wide={instructions !== null}>
      {detail === undefined && detailFault === undefined && (
        <p role="status">{uiWords.loading(words.loading)}</p>
      )}
      {detailFault !== undefined && <p role="alert">{words.loadFailed(detailFault.message)}</p>}
      <div className={instructions === null ? undefined : styles.sides}>
        {(detail !== undefined || detailFault !== undefined) && (
          <CallForm
            store={props.store}
            callables={detail === undefined ? [] : callablesOf(detail.contacts)}
            first={first}
          />
        )}
        {instructions !== null && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          <section className={styles.instructions} aria-label={words.instructions} tabIndex={0}>
            <h3>{words.instructions}</h3>
            <Markdown text={instructions} />
          </section>
        )}
      </div>
    </DeskDialog>
  );
}

type FormProps = Pick<DeskProps, 'store'> & {
  readonly callables: readonly Callable[];
  readonly first: RefObject<HTMLInputElement | null>;
};

function CallForm({ store, callables, first }: FormProps) {
  const { call, cancel } = useStore(store);
  const { problem, send } = useSending();
  const [chosen, setChosen] = useState(callables[0]?.key ?? OTHER);
  const [other, setOther] = useState('');
  const [outcome, setOutcome] = useState<CallOutcome | ''>('');
  const [note, setNote] = useState('');
  const who = chosen === OTHER ? other.trim() : (callables.find(({ key }) => key === chosen)?.who ?? '');
  const submit = () => {
    if (outcome === '') return;
    const said = note.trim();
    send(call({ who, outcome, ...(said === '' ? {} : { note: said }) }));
  };
  return (
    <DialogForm
      verb={words.send}
      testId="call-confirm"
      isComplete={who !== '' && outcome !== ''}
      onSubmit={submit}
      onCancel={cancel}
    >
      <fieldset className={styles.people}>
        <legend className={styles.legend}>{words.who}</legend>
        {callables.map((callable, index) => (
          <Choice
            key={callable.key}
            callable={callable}
            isChosen={chosen === callable.key}
            onChoose={setChosen}
            {...(index === 0 ? { first } : {})}
          />
        ))}
        <label className={styles.person}>
          <input
            ref={callables.length === 0 ? first : undefined}
            // biome-ignore lint/a11y/noAutofocus: the same, where there is nobody else to choose
            autoFocus={callables.length === 0}
            type="radio"
            name="callable"
            checked={chosen === OTHER}
            onChange={() => setChosen(OTHER)}
          />
          <span>{words.other}</span>
        </label>
      </fieldset>
      {chosen === OTHER && (
        <Field label={words.otherName}>
          <TextField
            maxLength={200}
            data-testid="call-other"
            value={other}
            onChange={(event) => setOther(event.target.value)}
          />
        </Field>
      )}
      <Field label={words.outcome}>
        <ChoiceField
          required
          data-testid="call-outcome"
          value={outcome}
          choices={OUTCOMES}
          empty={DIALOG.choose}
          onChoose={setOutcome}
        />
      </Field>
      <Field label={words.note}>
        <NoteField
          rows={2}
          maxLength={4_000}
          data-testid="call-note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}

type ChoiceProps = {
  readonly callable: Callable;
  readonly isChosen: boolean;
  readonly onChoose: (key: string) => void;
  readonly first?: RefObject<HTMLInputElement | null>;
};

/** Name, role, number and hours of somebody who can be called. */
function Choice({ callable, isChosen, onChoose, first }: ChoiceProps) {
  const { key, name, role, phone, hours, on_duty } = callable;
  return (
    <label className={styles.person}>
      <input
        ref={first}
        // biome-ignore lint/a11y/noAutofocus: it comes once the contacts were asked for, when the dialog has given the focus away
        autoFocus={first !== undefined}
        type="radio"
        name="callable"
        data-testid="call-person"
        checked={isChosen}
        onChange={() => onChoose(key)}
      />
      <span className={styles.name}>
        {name} <span className={styles.role}>{role}</span>{' '}
        {on_duty && <strong className={styles.duty}>{words.onDuty}</strong>}
        {hours !== null && <span className={styles.hours}>{hours}</span>}
      </span>
      <span className={phone === null ? styles.role : styles.phone}>{phone ?? words.noPhone}</span>
    </label>
  );
}
