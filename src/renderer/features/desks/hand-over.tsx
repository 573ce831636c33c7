import type { FormEvent, RefObject } from 'react';
import { useEffect, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { deskWords as words } from '#renderer/words/desks.ts';
import styles from './desks.module.css';
import type { DesksState } from './desks-store.ts';

type Known = NonNullable<DesksState['state']>;
export type HandOverProps = {
  readonly state: DesksState;
  readonly known: Known;
  /** What is handed over. */
  readonly mine: Known['desks'];
  readonly first: RefObject<HTMLSelectElement | null>;
  readonly onDone: () => void;
};

/** All that this person holds goes to a colleague: offered to where that one sits, or at once by the secret of who stands here. */
export function HandOver({ state, known, mine, first, onDone }: HandOverProps) {
  const [to, setTo] = useState<string>('');
  const [note, setNote] = useState('');
  const [secret, setSecret] = useState('');
  const codes = mine.map(({ code }) => code);
  const key = codes.join(' ');
  const { loadFindings } = state;
  useEffect(() => void loadFindings(key.split(' ')), [loadFindings, key]);
  const waiting = known.offers.find((offer) => offer.desks.every((desk) => codes.includes(desk)));
  const people = known.people.filter((person) => codes.every((code) => person.desks.includes(code)));
  if (waiting !== undefined)
    return (
      <div className={styles.row}>
        <p>{words.offered(waiting.to, waiting.desks.join(', '))}</p>
        <Button onClick={() => void state.answer(waiting.id, false)}>{words.takeBack}</Button>
      </div>
    );
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const given = { desks: codes, to, note: note.trim() };
    const isDone = await (secret === '' ? state.offer(given) : state.handOver({ ...given, secret }));
    setSecret('');
    if (isDone) onDone();
  };
  return (
    <form className={styles.form} aria-label={words.handOver} onSubmit={(event) => void send(event)}>
      <h3>{words.handOver}</h3>
      <p>
        {words.going(
          mine.map(({ name }) => name).join(', '),
          mine.reduce((sum, { open }) => sum + open, 0),
        )}{' '}
        {words.goingOwn}
      </p>
      <OpenThere findings={state.findings} />
      <Field label={words.to}>
        <ChoiceField
          ref={first}
          data-testid="hand-over-to"
          required
          value={to}
          empty={words.toEmpty}
          choices={people.map(({ name, is_here }) => ({
            value: name,
            label: is_here ? words.isHere(name) : name,
          }))}
          onChoose={setTo}
        />
      </Field>
      <Field label={words.note}>
        <NoteField
          data-testid="hand-over-note"
          required
          maxLength={1_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <Field label={words.secret}>
        <TextField
          type="password"
          maxLength={200}
          autoComplete="off"
          data-testid="hand-over-secret"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </Field>
      <div className={styles.row}>
        <Button
          type="submit"
          kind="primary"
          data-testid="hand-over"
          disabled={to === '' || note.trim() === ''}
        >
          {secret === '' ? words.offer : words.handOverHere}
        </Button>
      </div>
    </form>
  );
}

function OpenThere({ findings }: Pick<DesksState, 'findings'>) {
  if (findings === undefined) return null;
  if (findings.total === 0) return <p className={styles.note}>{words.none}</p>;
  const more = findings.total - findings.rows.length;
  return (
    <>
      <ul className={styles.findings} aria-label={words.findings}>
        {findings.rows.map(({ id, severity, site, title }) => (
          <li key={id}>
            <SeverityGlyph severity={severity} size={12} /> {site} {title}
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.note}>{words.moreFindings(more)}</p>}
    </>
  );
}
