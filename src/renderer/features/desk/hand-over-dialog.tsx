import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Taker } from '#contract/desk.ts';
import { asRole, roleOf } from '#core/model/owner.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { handOverWords as words } from '#renderer/words/desk.ts';
import styles from './desk.module.css';
import type { DeskProps } from './desk-dialog.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import type { Owned } from './desk-store.ts';
import { useSending } from './use-sending.ts';

/** What somebody sees to goes to a colleague or a role in one step, with what that one must know. */
export function HandOverDialog(props: DeskProps) {
  const first = useRef<HTMLSelectElement>(null);
  return (
    <DeskDialog {...props} what="handOver" focus={first} wide>
      <HandOverForm {...props} first={first} />
    </DeskDialog>
  );
}

/** No name has a colon. */
const OTHER = ':other';
type FormProps = Pick<DeskProps, 'store' | 'me' | 'names'> & {
  readonly first: RefObject<HTMLSelectElement | null>;
};

function HandOverForm({ store, me, names, first }: FormProps) {
  const { asking, owned, ownedFault, colleagues, roles, handOver, cancel } = useStore(store);
  const { problem, send } = useSending();
  const [to, setTo] = useState('');
  const [other, setOther] = useState('');
  const [note, setNote] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const named = asking?.what === 'handOver' ? asking.ids : [];
  const { rows, all, total } = offered(owned, named);
  const chosen = rows.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const isAll = all && left.size === 0;
  const people = names.length > 0 ? names : colleagues;
  const taker = takerOf(to, other.trim());
  const submit = () => {
    if (taker !== null) send(handOver({ ids: isAll ? 'all' : chosen, to: taker, note: note.trim() }));
  };
  return (
    <DialogForm
      verb={words.send}
      testId="hand-over-confirm"
      isComplete={taker !== null && note.trim() !== '' && chosen.length > 0}
      onSubmit={submit}
      onCancel={cancel}
    >
      {ownedFault !== undefined && <p role="alert">{words.failed(ownedFault.message)}</p>}
      {owned === undefined && ownedFault === undefined && <p className={styles.hint}>{words.loading}</p>}
      {owned !== undefined && rows.length === 0 && <p>{words.none}</p>}
      {rows.length > 0 && (
        <fieldset className={styles.owned} aria-label={words.list}>
          <p data-testid="hand-over-count">{isAll ? words.all(total) : words.some(chosen.length, total)}</p>
          <ul>
            {rows.map(({ id, severity, site, title }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={!left.has(id)}
                    onChange={({ target }) => setLeft(without(left, id, target.checked))}
                  />
                  <SeverityGlyph severity={severity} size={12} /> <span className="mono">{site}</span> {title}
                </label>
              </li>
            ))}
          </ul>
          {isAll && total > rows.length && <p className={styles.hint}>{words.more(total - rows.length)}</p>}
        </fieldset>
      )}
      <Field label={words.to}>
        <ChoiceField
          ref={first}
          required
          data-testid="hand-over-to"
          value={to}
          empty={words.toEmpty}
          choices={[
            ...people.filter((name) => name !== me).map((name) => ({ value: name, label: name })),
            ...roles.map((role) => ({ value: asRole(role), label: words.role(role) })),
            ...(names.length > 0 ? [] : [{ value: OTHER, label: words.other }]),
          ]}
          onChoose={setTo}
        />
      </Field>
      {to === OTHER && (
        <Field label={words.otherName}>
          <TextField
            required
            maxLength={200}
            autoComplete="off"
            data-testid="hand-over-other"
            value={other}
            onChange={(event) => setOther(event.target.value)}
          />
        </Field>
      )}
      <Field label={words.note}>
        <NoteField
          required
          maxLength={1_000}
          data-testid="hand-over-note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <p className={styles.hint}>{words.hint}</p>
      {problem !== null && <p role="alert">{problem}</p>}
    </DialogForm>
  );
}

/** What the dialog lists: what was named of it, else all. */
function offered(owned: Owned | undefined, named: readonly string[]) {
  if (owned === undefined) return { rows: [], all: false, total: 0 };
  const own = owned.rows.filter(({ id }) => named.includes(id));
  return named.length > 0
    ? { rows: own, all: false, total: own.length }
    : { rows: owned.rows, all: true, total: owned.total };
}

function takerOf(to: string, other: string): Taker | null {
  if (to === OTHER) return other === '' ? null : { person: other };
  const role = roleOf(to);
  if (role !== null) return { role };
  return to === '' ? null : { person: to };
}

function without(left: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(left);
  if (isChosen) next.delete(id);
  else next.add(id);
  return next;
}
