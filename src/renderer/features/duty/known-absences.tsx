import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AbsenceDto, DutySite } from '#contract/duty.ts';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { absenceWords as words } from '#renderer/words/duty.ts';
import styles from './duty.module.css';
import type { DutyFormProps } from './duty-dialog.tsx';
import { localText } from './local-clock.ts';
import { Problem, ReasonField } from './parts.tsx';

function inWords({ person, start, end, relief }: AbsenceDto, zone: string): string {
  const span = words.spanned(person, localText(start, zone), localText(end, zone));
  return relief === null ? span : words.relieved(span, relief);
}

type KnownProps = {
  readonly site: Pick<DutySite, 'absences' | 'timezone'>;
  readonly title?: string;
  readonly onWithdraw: (absence: AbsenceDto) => void;
};

/** What is noted of the site already, each with its way back. */
export function KnownAbsences({ site, title = words.known, onWithdraw }: KnownProps) {
  const now = useNow(MINUTE);
  if (site.absences.length === 0) return null;
  return (
    <section aria-label={title}>
      <p className={styles.hint}>{title}</p>
      <ul className={styles.known}>
        {site.absences.map((absence) => {
          const what = inWords(absence, site.timezone);
          return (
            <li key={absence.id}>
              <span title={absence.reason}>{absence.start <= now ? words.running(what) : what}</span>
              <Button kind="quiet" aria-label={words.withdrawWhat(what)} onClick={() => onWithdraw(absence)}>
                {words.withdraw}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type WithdrawProps = DutyFormProps & { readonly absence: AbsenceDto; readonly onBack: () => void };

/** Why an absence is taken back. */
export function WithdrawForm({ store, site, absence, onBack }: WithdrawProps) {
  const { withdraw } = useStore(store);
  const first = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => first.current?.focus(), []);
  const send = async () => {
    const fault = await withdraw(absence.id, absence.person, reason.trim());
    setRefusal(fault?.message ?? null);
  };
  return (
    <DialogForm
      verb={words.withdraw}
      testId="withdraw-confirm"
      isComplete={reason.trim() !== ''}
      onSubmit={() => void send()}
      onCancel={onBack}
    >
      <p>{words.withdrawMeans(inWords(absence, site.timezone))}</p>
      <ReasonField first={first} value={reason} testId="withdraw-reason" onChange={setReason} />
      <Problem>{refusal}</Problem>
    </DialogForm>
  );
}
