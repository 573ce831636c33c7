import { useState } from 'react';
import { useStore } from 'zustand';
import { DAY } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { retentionWords as words } from '#renderer/words/keeping.ts';
import { Day } from './day.tsx';
import styles from './keeping.module.css';
import type { KeepingStore, Kept } from './keeping-store.ts';

type CardProps = { readonly store: KeepingStore; readonly kept: Kept; readonly zone: string };

type DueKind = Exclude<keyof NonNullable<Kept['due']>, 'at' | 'archive_bytes'>;

/** As the purge of the engine has it, in days. */
const COUNTERS_STAY = 60;
const isDays = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 30 && Number(text) <= 3_650;

const AGES = [
  { of: 'days', label: words.daysField, testId: 'retention-days' },
  { of: 'evidence_days', label: words.evidenceField, testId: 'retention-evidence' },
  { of: 'cases_days', label: words.casesField, testId: 'retention-cases' },
  { of: 'reports_days', label: words.reportsField, testId: 'retention-reports' },
] as const;

/** Each kind of data with how long it is kept, by whom that was set, and what the next night deletes of it. */
export function RetentionCard({ store, kept, zone }: CardProps) {
  const [changes, setChanges] = useState(false);
  const { days, evidence_days, cases_days, reports_days } = kept.retention;
  const due = kept.page.upkeep.find(({ job }) => job === 'retention')?.due_at ?? null;
  const before = (age: number) => (due === null ? '' : <Day at={due - age * DAY} zone={zone} />);
  const countersDays = Math.max(COUNTERS_STAY, days);
  const setBy = kept.set === null ? words.usual : words.setBy(kept.set.actor);
  const goes = (kind: DueKind) => (kept.due === null ? words.unknown : words.goes(kept.due[kind]));
  const rows = [
    { key: 'events', cells: [words.events, words.days(days), setBy, before(days), goes('events')] },
    {
      key: 'details',
      cells: [
        words.details,
        words.afterResolved(evidence_days),
        setBy,
        before(evidence_days),
        goes('details'),
      ],
    },
    {
      key: 'messages',
      cells: [words.messages, words.days(evidence_days), setBy, before(evidence_days), goes('messages')],
    },
    {
      key: 'cases',
      cells: [words.cases, words.afterClosed(cases_days), setBy, before(cases_days), goes('cases')],
    },
    {
      key: 'reports',
      cells: [words.reports, words.days(reports_days), setBy, before(reports_days), goes('reports')],
    },
    {
      key: 'counters',
      cells: [words.counters, words.days(countersDays), words.fixed, before(countersDays), goes('counters')],
    },
    { key: 'findings', cells: [words.findings, words.archived, words.fixed, '', ''] },
    { key: 'trail', cells: [words.trail, words.forGood, words.fixed, '', ''] },
    { key: 'written', cells: [words.written, words.forGood, words.fixed, '', ''] },
    { key: 'backups', cells: [words.backups, words.backupsFor, words.fixed, '', ''] },
  ];
  return (
    <Card title={words.title}>
      <div className={styles.wide}>
        <NamedTable label={words.table} heads={words.heads} numbers={[4]} rows={rows} />
      </div>
      <Permitted by="retention.set">
        <div className={styles.actions}>
          <Button data-testid="retention-change" onClick={() => setChanges(true)}>
            {words.change}
          </Button>
        </div>
      </Permitted>
      {changes && <ChangeDialog store={store} kept={kept} onClose={() => setChanges(false)} />}
    </Card>
  );
}

function ChangeDialog({ store, kept, onClose }: Omit<CardProps, 'zone'> & { readonly onClose: () => void }) {
  const { keepFor } = useStore(store);
  const [ages, setAges] = useState(() => AGES.map(({ of }) => String(kept.retention[of])));
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    const fault = await keepFor(Object.fromEntries(AGES.map(({ of }, at) => [of, Number(ages[at])])));
    setProblem(fault?.message ?? null);
    if (fault === undefined) onClose();
  };
  return (
    <Modal title={words.changeTitle} description={words.changeMeans} open onClose={onClose}>
      <DialogForm
        verb={words.save}
        testId="retention-save"
        isComplete={ages.every(isDays)}
        onSubmit={() => void save()}
        onCancel={onClose}
      >
        {AGES.map(({ of, label, testId }, nth) => (
          <Field key={of} label={label}>
            <TextField
              inputMode="numeric"
              data-testid={testId}
              value={ages[nth] ?? ''}
              onChange={({ target }) => setAges(ages.map((age, at) => (at === nth ? target.value : age)))}
            />
          </Field>
        ))}
        {problem !== null && <p role="alert">{problem}</p>}
      </DialogForm>
    </Modal>
  );
}
