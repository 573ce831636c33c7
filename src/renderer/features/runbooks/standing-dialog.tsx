import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ShelvedRunbookDto } from '#contract/runbooks.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { runbookScreenWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';
import type { RunbooksStore, Standing } from './runbooks-store.ts';

type StandingDialogProps = {
  readonly store: RunbooksStore;
  readonly what: Standing['what'];
  readonly runbook: ShelvedRunbookDto;
  readonly onClose: () => void;
};

type Pair = readonly [string, string];

/** The two versions that are to be compared. */
function Versions({
  newest,
  pair,
  onChoose,
}: {
  readonly newest: number;
  readonly pair: Pair;
  readonly onChoose: (pair: Pair) => void;
}) {
  const { standing } = words;
  const choices = Array.from({ length: newest }, (_, index) => String(newest - index)).map((value) => ({
    value,
    label: words.version(Number(value)),
  }));
  const [first, second] = pair;
  return (
    <div className={styles.row}>
      <Field label={standing.first}>
        <ChoiceField value={first} choices={choices} onChoose={(value) => onChoose([value, second])} />
      </Field>
      <Field label={standing.second}>
        <ChoiceField value={second} choices={choices} onChoose={(value) => onChoose([first, value])} />
      </Field>
    </div>
  );
}

/** Changes what new findings are opened with, and asks why. */
export function StandingDialog({ store, what, runbook, onClose }: StandingDialogProps) {
  const { busy, leftWithout, askRetire, stand } = useStore(store);
  const { version, finding_type } = runbook;
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [pair, setPair] = useState<Pair>([String(version - 1), String(version)]);
  useEffect(() => void (what === 'retire' && askRetire()), [what, askRetire]);
  const [first, second] = pair;
  const submit = async () => {
    const fault = await stand(
      what === 'compare' ? { what, reason, first: Number(first), second: Number(second) } : { what, reason },
    );
    if (fault === undefined) onClose();
    else setProblem(fault.message);
  };
  const { standing } = words;
  const { title, means, verb } = standing[what];
  const isComplete = !busy && reason.trim() !== '' && (what !== 'compare' || first !== second);
  return (
    <Modal title={title(finding_type)} description={means} open onClose={onClose}>
      <DialogForm
        verb={verb}
        testId="runbook-stand"
        isComplete={isComplete}
        onSubmit={() => void submit()}
        onCancel={onClose}
      >
        {what === 'compare' && <Versions newest={version} pair={pair} onChoose={setPair} />}
        {what === 'retire' && (
          <p role="status" className={leftWithout?.length ? styles.problem : undefined}>
            {leftWithout === undefined ? standing.looking : standing.leftWithout(leftWithout)}
          </p>
        )}
        <Field label={standing.reason}>
          <TextField
            value={reason}
            maxLength={500}
            required
            data-testid="runbook-stand-reason"
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {problem !== undefined && <p role="alert">{problem}</p>}
      </DialogForm>
    </Modal>
  );
}
