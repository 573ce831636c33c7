import { type RefObject, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { deskWords as words } from '#renderer/words/desks.ts';
import { DeskForm } from './desk-form.tsx';
import styles from './desks.module.css';
import type { DesksState, DesksStore } from './desks-store.ts';
import { HandOver } from './hand-over.tsx';

export type DesksDialogProps = {
  readonly store: DesksStore;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly tenants: readonly string[];
  readonly zone: string;
  /** Whether people sign in at all. */
  readonly signsIn: boolean;
  /** Whether this person makes desks. */
  readonly mayChange: boolean;
};

/** The desks: who is at them, and what this person may do about it. */
export function DesksDialog({ store, open, onClose, ...rest }: DesksDialogProps) {
  const state = useStore(store);
  // Never a button that gives a desk away: whoever opens this and presses Enter changes nothing.
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (open) void store.getState().load();
  }, [open, store]);
  return (
    <Modal title={words.title} description={words.explained} open={open} onClose={onClose} focus={first} wide>
      {state.fault !== undefined && <p role="alert">{state.fault.message}</p>}
      {state.state === undefined ? (
        state.fault === undefined && <LoadingState label={words.loading} />
      ) : (
        <Desks state={state} known={state.state} first={first} onClose={onClose} {...rest} />
      )}
    </Modal>
  );
}

type Known = NonNullable<DesksState['state']>;
type Desk = Known['desks'][number];
type DesksProps = Omit<DesksDialogProps, 'store' | 'open'> & {
  readonly state: DesksState;
  readonly known: Known;
  readonly first: RefObject<HTMLSelectElement | null>;
};

function Desks({ state, known, first, onClose, tenants, zone, signsIn, mayChange }: DesksProps) {
  /** The code of the desk that is changed; '' for a new one; null: none. */
  const [edited, edit] = useState<string | null>(null);
  if (edited !== null)
    return (
      <DeskForm
        desk={known.desks.find(({ code }) => code === edited) ?? null}
        tenants={tenants}
        onSave={state.save}
        onRemove={state.remove}
        onClose={() => edit(null)}
      />
    );
  const mine = known.desks.filter((desk) => desk.mine);
  return (
    <>
      {known.on ? (
        <NamedTable
          label={words.table}
          heads={[words.desk, words.holder, words.sites, words.open, words.alarms, words.actions]}
          numbers={[2, 3]}
          rows={known.desks.map((desk) => ({
            key: desk.code,
            cells: [
              desk.name,
              <Holder key="holder" desk={desk} zone={zone} />,
              desk.sites,
              desk.open,
              words.alarmsOf(desk.alarms, desk.critical),
              <DeskButtons key="buttons" desk={desk} state={state} onEdit={mayChange ? edit : null} />,
            ],
          }))}
        />
      ) : (
        <p>{signsIn ? words.off : words.offAccounts}</p>
      )}
      {!known.on && !mayChange && <p className={styles.note}>{words.offHow}</p>}
      {mine.length > 0 && <HandOver state={state} known={known} mine={mine} first={first} onDone={onClose} />}
      {mayChange && signsIn && (
        <div className={styles.row}>
          <Button data-testid="desk-add" onClick={() => edit('')}>
            {words.add}
          </Button>
        </div>
      )}
    </>
  );
}

function Holder({ desk, zone }: { readonly desk: Desk; readonly zone: string }) {
  const { holder, since, attended, mine } = desk;
  if (holder === null || since === null) return words.nobody;
  if (!attended) return words.away(holder);
  return (
    <>
      {mine ? words.youSince : words.holdsSince(holder)} <LocalTime at={since} zone={zone} />
    </>
  );
}

type ButtonsProps = {
  readonly desk: Desk;
  readonly state: DesksState;
  readonly onEdit: ((code: string) => void) | null;
};

function DeskButtons({ desk: { code, name, mine, may_take }, state, onEdit }: ButtonsProps) {
  return (
    <span className={styles.row}>
      {may_take && (
        <Button aria-label={words.takeNamed(name)} onClick={() => void state.take(code)}>
          {words.take}
        </Button>
      )}
      {mine && (
        <Button kind="quiet" aria-label={words.putDownNamed(name)} onClick={() => void state.putDown(code)}>
          {words.putDown}
        </Button>
      )}
      {onEdit !== null && (
        <Button kind="quiet" aria-label={words.changeNamed(name)} onClick={() => onEdit(code)}>
          {words.change}
        </Button>
      )}
    </span>
  );
}
