import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, FieldGroup, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { START } from '#renderer/words/maintenance.ts';
import styles from './maintenance.module.css';
import type { MaintenanceStore } from './maintenance-store.ts';
import { placesOf, type SiteChoice } from './places.ts';

type StartProps = {
  readonly store: MaintenanceStore;
  readonly sites: readonly SiteChoice[];
  readonly open: boolean;
  readonly onClose: () => void;
};

const USUAL_MINUTES = '60';
/** A week. */
const MOST_MINUTES = 10_080;

/** Holds findings back from now on, for a while and a reason. */
export function StartDialog({ store, sites, open, onClose }: StartProps) {
  const { busy, startNow } = useStore(store);
  const [place, setPlace] = useState<string | null>(null);
  const [minutes, setMinutes] = useState(USUAL_MINUTES);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const places = placesOf(sites);
  const target = places.get(place ?? '');
  const count = Number(minutes);
  const isComplete =
    target !== undefined &&
    reason.trim() !== '' &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= MOST_MINUTES &&
    !busy;
  const submit = async () => {
    if (target === undefined) return;
    const fault = await startNow(target, count, reason.trim());
    setProblem(fault?.problems?.[0]?.expected ?? fault?.message ?? null);
    if (fault !== null) return;
    setReason('');
    onClose();
  };
  return (
    <Modal title={START.title} open={open} onClose={onClose}>
      <DialogForm
        verb={START.start}
        testId="maintenance-start"
        isComplete={isComplete}
        onSubmit={() => void submit()}
        onCancel={onClose}
      >
        <FieldGroup label={START.place}>
          <div className={styles.place}>
            <Picker
              label={START.place}
              name={START.place}
              value={place}
              items={[...places.keys()]}
              onPick={setPlace}
            />
          </div>
        </FieldGroup>
        <Field label={START.minutes}>
          <TextField
            inputMode="numeric"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </Field>
        <Field label={START.reason}>
          <TextField maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}
