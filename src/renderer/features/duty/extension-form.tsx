import { useState } from 'react';
import { useStore } from 'zustand';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { extensionWords as words } from '#renderer/words/duty.ts';
import styles from './duty.module.css';
import type { DutyFormProps } from './duty-dialog.tsx';
import { Nothing, PersonField, Problem, ReasonField } from './parts.tsx';
import { proposedPerson } from './proposals.ts';

const QUICK = [15, 30, 60];
const LONGEST = 240;

/** With whom the desk spoke, and for how long no check-in is owed. */
export function ExtensionForm({ store, site, about, first }: DutyFormProps) {
  const { extend, cancel } = useStore(store);
  const now = useNow(MINUTE);
  const workers = site.people.filter(({ lone_worker }) => lone_worker !== null);
  const only = workers.length === 1 ? (workers[0]?.code ?? null) : null;
  const [person, setPerson] = useState(proposedPerson({ people: workers }, about) ?? only);
  const [minutes, setMinutes] = useState(30);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  if (workers.length === 0) return <Nothing onClose={cancel}>{words.none(site.site)}</Nothing>;
  const isSpan = Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST;
  const send = async () => {
    if (person === null) return;
    const given = { site: site.site, person, minutes, reason: reason.trim() };
    const fault = await extend(about.finding === null ? given : { ...given, finding: about.finding });
    setRefusal(fault?.message ?? null);
  };
  return (
    <DialogForm
      verb={words.verb}
      testId="extension-confirm"
      isComplete={person !== null && isSpan && reason.trim() !== ''}
      onSubmit={() => void send()}
      onCancel={cancel}
    >
      <PersonField
        label={words.who}
        people={workers}
        value={person}
        testId="extension-person"
        first={first}
        onChoose={setPerson}
      />
      <Field label={words.minutes}>
        <TextField
          type="number"
          min={1}
          max={LONGEST}
          required
          data-testid="extension-minutes"
          value={Number.isNaN(minutes) ? '' : minutes}
          onChange={(event) => setMinutes(event.target.valueAsNumber)}
        />
      </Field>
      <div className={styles.quick}>
        {QUICK.map((each) => (
          <Button key={each} kind="quiet" pressed={each === minutes} onClick={() => setMinutes(each)}>
            {words.quick(each)}
          </Button>
        ))}
      </div>
      <ReasonField value={reason} testId="extension-reason" onChange={setReason} />
      {isSpan && (
        <p className={styles.hint}>{words.until(formatClock(now + minutes * MINUTE, site.timezone, now))}</p>
      )}
      <Problem>{refusal}</Problem>
    </DialogForm>
  );
}
