import { useState } from 'react';
import { useStore } from 'zustand';
import { HOLD_KINDS, type HoldKind } from '#core/model/hold.ts';
import { Permitted, useMay } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { personName } from '#renderer/words/codes.ts';
import { holdWords as words } from '#renderer/words/keeping.ts';
import styles from './keeping.module.css';
import type { Hold, KeepingStore, Kept } from './keeping-store.ts';

type CardProps = { readonly store: KeepingStore; readonly kept: Kept; readonly zone: string };
type Asked = { readonly what: 'place' } | { readonly what: 'lift'; readonly hold: Hold };

const nameOf = ({ kind, code }: Pick<Hold, 'kind' | 'code'>): string => `${words.kind[kind]} ${code}`;

/** What is not deleted however old, and why. */
export function HoldsCard({ store, kept, zone }: CardProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayLift = useMay()('holds.release');
  const close = () => setAsked(null);
  const rows = kept.holds.map((hold) => ({
    key: nameOf(hold),
    cells: [
      <span key="name" title={words.holds[hold.kind]}>
        {nameOf(hold)}
      </span>,
      hold.reason,
      personName(hold.by),
      <LocalTime key="since" at={hold.at} zone={zone} />,
      mayLift && (
        <Button
          key="lift"
          kind="quiet"
          aria-label={words.liftName(nameOf(hold))}
          onClick={() => setAsked({ what: 'lift', hold })}
        >
          {words.lift}
        </Button>
      ),
    ],
  }));
  return (
    <Card title={words.title}>
      {rows.length === 0 ? (
        <p className={styles.note}>{words.none}</p>
      ) : (
        <div className={styles.wide}>
          <NamedTable label={words.table} heads={words.heads} rows={rows} />
        </div>
      )}
      <Permitted by="holds.place">
        <div className={styles.actions}>
          <Button data-testid="hold-place" onClick={() => setAsked({ what: 'place' })}>
            {words.place}
          </Button>
        </div>
      </Permitted>
      {asked?.what === 'place' && <PlaceDialog store={store} onClose={close} />}
      {asked?.what === 'lift' && <LiftDialog store={store} hold={asked.hold} onClose={close} />}
    </Card>
  );
}

type DialogProps = Pick<CardProps, 'store'> & { readonly onClose: () => void };

function PlaceDialog({ store, onClose }: DialogProps) {
  const { place } = useStore(store);
  const [kind, setKind] = useState<HoldKind>('FINDING');
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    const fault = await place({ kind, code: code.trim(), reason: reason.trim() });
    setProblem(fault?.message ?? null);
    if (fault === undefined) onClose();
  };
  return (
    <Modal title={words.placeTitle} description={words.holds[kind]} open onClose={onClose}>
      <DialogForm
        verb={words.placeVerb}
        testId="hold-place-sure"
        isComplete={code.trim() !== '' && reason.trim() !== ''}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <Field label={words.kindField}>
          <ChoiceField
            data-testid="hold-kind"
            value={kind}
            choices={HOLD_KINDS.map((value) => ({ value, label: words.kind[value] }))}
            onChoose={setKind}
          />
        </Field>
        <Field label={words.code[kind]}>
          <TextField
            required
            maxLength={64}
            data-testid="hold-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <Field label={words.because}>
          <NoteField
            required
            maxLength={500}
            data-testid="hold-because"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {problem !== null && <p role="alert">{problem}</p>}
      </DialogForm>
    </Modal>
  );
}

function LiftDialog({ store, hold, onClose }: DialogProps & { readonly hold: Hold }) {
  const { lift } = useStore(store);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = async () => {
    const fault = await lift({ kind: hold.kind, code: hold.code, reason: reason.trim() });
    setProblem(fault?.message ?? null);
    if (fault === undefined) onClose();
  };
  return (
    <Modal title={words.liftTitle(nameOf(hold))} description={words.liftMeans} open onClose={onClose}>
      <DialogForm
        verb={words.liftVerb}
        testId="hold-lift-sure"
        isComplete={reason.trim() !== ''}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <Field label={words.because}>
          <NoteField
            required
            maxLength={500}
            data-testid="hold-lift-because"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {problem !== null && <p role="alert">{problem}</p>}
      </DialogForm>
    </Modal>
  );
}
