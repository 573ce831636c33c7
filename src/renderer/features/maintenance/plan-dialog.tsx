import { useState } from 'react';
import { useStore } from 'zustand';
import { WEEKDAYS, type Weekday } from '#core/model/audit-config.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, FieldGroup, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { PLAN } from '#renderer/words/maintenance.ts';
import styles from './maintenance.module.css';
import type { MaintenanceStore } from './maintenance-store.ts';
import { placesOf, type SiteChoice } from './places.ts';
import { type Draft, EMPTY, plannedOf } from './planned.ts';

type PlanProps = {
  readonly store: MaintenanceStore;
  readonly sites: readonly SiteChoice[];
  readonly open: boolean;
  readonly onClose: () => void;
};
type TimesProps = {
  readonly draft: Draft;
  /** Of the one site; null for several. */
  readonly zone: string | null;
  readonly onChange: (patch: Partial<Draft>) => void;
};

const MINUTE = 60_000;

/** From when to when, once. */
function OnceFields({ draft, zone, onChange }: TimesProps) {
  const shown = zone === null ? PLAN.utc : `${PLAN.siteTime}, ${zone}`;
  return (
    <>
      {(['from', 'to'] as const).map((edge) => (
        <Field key={edge} label={PLAN[edge](shown)}>
          <TextField
            type="datetime-local"
            value={draft[edge]}
            onChange={(event) => onChange({ [edge]: event.target.value })}
          />
        </Field>
      ))}
    </>
  );
}

/** On which days, from when to when. */
function WeeklyFields({ draft, onChange }: Omit<TimesProps, 'zone'>) {
  const tick = (day: Weekday, isOn: boolean) =>
    onChange({ days: isOn ? [...draft.days, day] : draft.days.filter((each) => each !== day) });
  return (
    <>
      <FieldGroup label={PLAN.days}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own */}
        <div className={styles.ticks} role="group" aria-label={PLAN.days}>
          {WEEKDAYS.map((day) => (
            <label key={day} className={styles.tick}>
              <input
                type="checkbox"
                checked={draft.days.includes(day)}
                onChange={(event) => tick(day, event.target.checked)}
              />
              {PLAN.weekday[day]}
            </label>
          ))}
        </div>
      </FieldGroup>
      {(['start', 'end'] as const).map((edge) => (
        <Field key={edge} label={PLAN[edge]}>
          <TextField
            type="time"
            value={draft[edge]}
            onChange={(event) => onChange({ [edge]: event.target.value })}
          />
        </Field>
      ))}
      <p className={styles.faint}>{PLAN.note}</p>
    </>
  );
}

/** Writes a window that is still to come, once or every week, at a tenant, client or site. */
export function PlanDialog({ store, sites, open, onClose }: PlanProps) {
  const { busy, plan } = useStore(store);
  const now = useNow(MINUTE);
  const [place, setPlace] = useState<string | null>(null);
  const [draft, setDraft] = useState(EMPTY);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const places = placesOf(sites);
  const target = places.get(place ?? '');
  const site = target?.scope === 'SITE' ? sites.find(({ code }) => code === target.code) : undefined;
  const zone = site?.timezone ?? null;
  const planned = plannedOf(draft, zone, now);
  const window = planned !== null && 'window' in planned ? planned.window : null;
  const problem = planned !== null && 'problem' in planned ? planned.problem : refusal;
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = async () => {
    if (target === undefined || window === null) return;
    const fault = await plan(target, window, reason.trim());
    setRefusal(fault?.problems?.[0]?.expected ?? fault?.message ?? null);
    if (fault !== null) return;
    setDraft(EMPTY);
    setReason('');
    onClose();
  };
  return (
    <Modal title={PLAN.title} open={open} onClose={onClose}>
      <DialogForm
        verb={PLAN.save}
        testId="maintenance-plan-save"
        isComplete={target !== undefined && window !== null && reason.trim() !== '' && !busy}
        onSubmit={() => void submit()}
        onCancel={onClose}
      >
        <FieldGroup label={PLAN.place}>
          <div className={styles.place}>
            <Picker
              label={PLAN.place}
              name={PLAN.place}
              value={place}
              items={[...places.keys()]}
              onPick={setPlace}
            />
          </div>
        </FieldGroup>
        <Field label={PLAN.repeat}>
          <ChoiceField<Draft['repeat']>
            value={draft.repeat}
            choices={(['once', 'weekly'] as const).map((value) => ({ value, label: PLAN.repeats[value] }))}
            onChoose={(repeat) => change({ repeat })}
          />
        </Field>
        {draft.repeat === 'once' ? (
          <OnceFields draft={draft} zone={zone} onChange={change} />
        ) : (
          <WeeklyFields draft={draft} onChange={change} />
        )}
        <Field label={PLAN.reason}>
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
