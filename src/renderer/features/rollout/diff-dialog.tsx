import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import { fieldWords } from '#renderer/words/site-settings.ts';
import styles from './rollout.module.css';
import type { RolloutStore, Trial } from './rollout-store.ts';

/** The same change at some sites, and which they are one click away. */
const Change = ({ change: { field, from, to, sites } }: { readonly change: Trial['changes'][number] }) => (
  <li>
    <details>
      <summary>
        <Said text={words.change} field={fieldWords(field).label} from={from} to={<strong>{to}</strong>} />{' '}
        <span className={styles.faint}>{words.at(sites.length)}</span>
      </summary>
      <p className={styles.codes}>{sites.join(', ')}</p>
    </details>
  </li>
);

type DiffProps = { readonly store: RolloutStore; readonly trial: Trial };

/** What would change at which sites, field by field: the last step before it is one version. */
export function DiffDialog({ store, trial }: DiffProps) {
  const { phase, chosen, busy, refusal, apply, drop } = useStore(store);
  const [reason, setReason] = useState('');
  const { changes, runbooks, same, needs_reason } = trial;
  const name = phase === null ? '' : words.names[phase];
  return (
    <Modal title={words.diff(name)} description={words.diffMeans} open wide onClose={drop}>
      <DialogForm
        verb={busy === 'applying' ? words.applying : words.apply(chosen.size)}
        testId="rollout-apply"
        isComplete={busy === null && (!needs_reason || reason.trim() !== '')}
        onSubmit={() => void apply(reason)}
        onCancel={drop}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className={styles.diff} tabIndex={0} aria-label={words.changes}>
          {changes.length + runbooks.length === 0 && <p>{words.nothingChanges}</p>}
          <ul>
            {changes.map((change) => (
              <Change key={`${change.field} ${change.from} ${change.to}`} change={change} />
            ))}
          </ul>
          {runbooks.length > 0 && <p>{words.willGo(runbooks.map(inWords).join(', '))}</p>}
          {same > 0 && changes.length > 0 && <p className={styles.faint}>{words.same(same)}</p>}
        </section>
        <Field label={needs_reason ? words.needsReason : words.reason}>
          <TextField
            value={reason}
            maxLength={500}
            required={needs_reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {refusal !== undefined && (
          <p role="alert" className={styles.problem}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}
