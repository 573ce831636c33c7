import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { scheduleWords as words } from '#renderer/words/reports.ts';
import { hoursOf } from './hours.ts';
import styles from './reports.module.css';
import type { ReportsStore, Schedule } from './reports-store.ts';

type Props = { readonly store: ReportsStore; readonly schedule: Schedule; readonly onClose: () => void };

/** Which reports are made by themselves, and where they are written. */
export function ScheduleDialog({ store, schedule, onClose }: Props) {
  const { setSchedule } = useStore(store);
  const [scorecards, setScorecards] = useState(schedule.scorecards);
  const [hours, setHours] = useState(schedule.handovers.join(', '));
  const [folder, setFolder] = useState(schedule.folder ?? '');
  const handovers = hoursOf(hours);
  const save = async () => {
    if (handovers === null) return;
    const done = await setSchedule({
      scorecards,
      handovers: [...handovers],
      folder: folder.trim() === '' ? null : folder.trim(),
    });
    if (done) onClose();
  };
  return (
    <Modal title={words.title} description={words.means} open onClose={onClose}>
      <DialogForm
        verb={words.save}
        testId="report-schedule-save"
        isComplete={handovers !== null}
        onSubmit={() => void save()}
        onCancel={onClose}
      >
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={scorecards}
            onChange={(event) => setScorecards(event.target.checked)}
          />
          {words.scorecards}
        </label>
        <Field label={words.handovers}>
          <TextField
            value={hours}
            placeholder={words.hoursExample}
            aria-invalid={handovers === null}
            onChange={(event) => setHours(event.target.value)}
          />
        </Field>
        {handovers === null && <p role="alert">{words.noHours}</p>}
        <Field label={words.folder}>
          <TextField value={folder} maxLength={1_000} onChange={(event) => setFolder(event.target.value)} />
        </Field>
      </DialogForm>
    </Modal>
  );
}
