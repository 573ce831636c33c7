import { useState } from 'react';
import { useStore } from 'zustand';
import type { AbsenceDto } from '#contract/duty.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { zoneAbbreviation } from '#renderer/ui/time.ts';
import { dutyWords, absenceWords as words } from '#renderer/words/duty.ts';
import styles from './duty.module.css';
import type { DutyFormProps } from './duty-dialog.tsx';
import { KnownAbsences, WithdrawForm } from './known-absences.tsx';
import { localText, parseLocal } from './local-clock.ts';
import { NOBODY, PersonField, Problem, ReasonField, TimeField } from './parts.tsx';
import { proposedAbsence, proposedPerson } from './proposals.ts';

const LONGEST = 31 * DAY;

/** Who is absent, from when until when, who stands in, and how the desk knows; or which absence was noted in error. */
export function AbsenceForm(props: DutyFormProps) {
  const { store, site, about, first } = props;
  const { asking, noteAbsence, cancel } = useStore(store);
  const asked = asking?.withdrawing ?? null;
  const now = useNow(MINUTE);
  const [person, setPerson] = useState(proposedPerson(site, about));
  const proposed = proposedAbsence(site, about, person, now);
  /** What somebody wrote; null: what is proposed for the person. */
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [relief, setRelief] = useState(NOBODY);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [withdrawing, withdraw] = useState<AbsenceDto | null>(asked);
  if (withdrawing !== null)
    return (
      <WithdrawForm
        {...props}
        absence={withdrawing}
        onBack={() => (asked === null ? withdraw(null) : cancel())}
      />
    );
  const start = from === null ? proposed.start : parseLocal(from, site.timezone, now);
  const end = until === null ? proposed.end : parseLocal(until, site.timezone, now);
  const problems = problemsOf(start, end, now);
  const send = async () => {
    if (person === null || start === null || end === null) return;
    const fault = await noteAbsence({
      site: site.site,
      person,
      start,
      end,
      relief: relief === NOBODY ? null : relief,
      reason: reason.trim(),
      ...(about.finding === null ? {} : { finding: about.finding }),
    });
    setRefusal(fault?.message ?? null);
  };
  const zone = zoneAbbreviation(now, site.timezone);
  return (
    <DialogForm
      verb={words.verb}
      testId="absence-confirm"
      isComplete={
        person !== null && problems.from === null && problems.until === null && reason.trim() !== ''
      }
      onSubmit={() => void send()}
      onCancel={cancel}
    >
      <PersonField
        label={words.who}
        people={site.people}
        value={person}
        testId="absence-person"
        first={first}
        onChoose={setPerson}
      />
      <div className={styles.row}>
        <TimeField
          label={words.from(zone)}
          text={from ?? localText(proposed.start, site.timezone)}
          problem={problems.from}
          testId="absence-from"
          onChange={setFrom}
        />
        <TimeField
          label={words.until(zone)}
          text={until ?? localText(proposed.end, site.timezone)}
          problem={problems.until}
          testId="absence-until"
          onChange={setUntil}
        />
      </div>
      <PersonField
        label={words.relief}
        people={site.people.filter(({ code }) => code !== person)}
        value={relief}
        nobody={words.nobody}
        testId="absence-relief"
        onChoose={setRelief}
      />
      <ReasonField value={reason} testId="absence-reason" onChange={setReason} />
      <Problem>{refusal}</Problem>
      <KnownAbsences site={site} onWithdraw={withdraw} />
    </DialogForm>
  );
}

function problemsOf(start: EpochMs | null, end: EpochMs | null, now: EpochMs) {
  const isLong = start !== null && end !== null && end - start > LONGEST;
  const isTurned = start !== null && end !== null && end <= start;
  const fromProblem = start !== null && start < now - DAY ? words.past : null;
  const untilProblem = isTurned ? words.order : isLong ? words.long : null;
  return {
    from: start === null ? dutyWords.noTime : fromProblem,
    until: end === null ? dutyWords.noTime : untilProblem,
  };
}
