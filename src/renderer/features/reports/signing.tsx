import { useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { reportWords as words } from '#renderer/words/reports.ts';
import styles from './reports.module.css';
import type { ReportsStore } from './reports-store.ts';

type Deed = keyof typeof words.deeds;

const MOST_NOTE = 1_000;

/** Asks once more, with room for a note: a name under a report stays. */
function SignDialog({
  deed,
  onDo,
  onClose,
}: {
  readonly deed: Deed;
  /** True when that was done: what was typed stays until then. */
  readonly onDo: (note: string) => Promise<boolean>;
  readonly onClose: () => void;
}) {
  const [note, setNote] = useState('');
  const mustSay = deed === 'DECLINED';
  return (
    <Modal title={words.deeds[deed]} description={words.deedMeans[deed]} open onClose={onClose}>
      <DialogForm
        verb={words.deeds[deed]}
        testId="report-sign-sure"
        isComplete={!mustSay || note.trim() !== ''}
        onSubmit={() => void onDo(note).then((done) => done && onClose())}
        onCancel={onClose}
      >
        <Field label={mustSay ? words.why : words.note}>
          <TextField value={note} maxLength={MOST_NOTE} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </DialogForm>
    </Modal>
  );
}

/** What is still to be signed of the report that is shown, for whoever may. */
export function Signing({ store }: { readonly store: ReportsStore }) {
  const { shown, sign, release } = useStore(store);
  const [deed, setDeed] = useState<Deed | null>(null);
  if (shown === null || shown.standing !== 'OPEN') return null;
  const isMissing = (role: Deed) => !shown.signatures.some((signed) => signed.role === role);
  const button = (each: Deed) => (
    <Button key={each} data-testid={`report-${each.toLowerCase()}`} onClick={() => setDeed(each)}>
      {words.deeds[each]}
    </Button>
  );
  const act = (note: string) =>
    deed === 'OUTGOING' || deed === 'INCOMING' ? sign(deed, note) : release(deed === 'APPROVED', note);
  return (
    <div className={styles.signing}>
      <span className={styles.faint}>{words.toSign}</span>
      {shown.kind === 'handover' ? (
        (['OUTGOING', 'INCOMING'] as const).filter(isMissing).map(button)
      ) : (
        <Permitted by="reports.release">{(['APPROVED', 'DECLINED'] as const).map(button)}</Permitted>
      )}
      {deed !== null && <SignDialog deed={deed} onDo={act} onClose={() => setDeed(null)} />}
    </div>
  );
}
