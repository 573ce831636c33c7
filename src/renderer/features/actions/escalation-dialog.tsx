import { useState } from 'react';
import { useStore } from 'zustand';
import type { EscalationRoleDto } from '#contract/escalation.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { escalationSetupWords as words } from '#renderer/words/escalation-setup.ts';
import styles from './actions.module.css';
import type { ActionsStore } from './actions-store.ts';
import { chainLines, chainOf, hoursLines, hoursOf } from './escalation-lines.ts';

type Props = {
  readonly store: ActionsStore;
  /** null: one that is not set up yet. */
  readonly role: EscalationRoleDto | null;
  readonly onClose: () => void;
};

type Draft = {
  readonly role: string;
  readonly chain: string;
  readonly again: string;
  readonly hours: string;
};

const draftOf = (role: EscalationRoleDto | null): Draft => ({
  role: role?.role ?? '',
  chain: chainLines(role?.chain ?? []),
  again: role?.again_minutes?.toString() ?? '',
  hours: hoursLines(role?.quiet_hours ?? []),
});

/** What is saved of a draft; null while it cannot be read. */
function savedOf({ role, chain, again, hours }: Draft): EscalationRoleDto | null {
  const [steps, quiet_hours] = [chainOf(chain), hoursOf(hours)];
  const minutes = again.trim();
  if (role === '' || steps === null || quiet_hours === null || !/^\d*$/.test(minutes)) return null;
  return { role, chain: steps, quiet_hours, again_minutes: minutes === '' ? null : Number(minutes) };
}

/** Who is told after a role, how often, and when the role is left in peace. */
export function EscalationDialog({ store, role, onClose }: Props) {
  const { escalation, command, refusal } = useStore(store);
  const [draft, setDraft] = useState(() => draftOf(role));
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const saved = savedOf(draft);
  const free = (escalation?.known ?? [])
    .filter((name) => !escalation?.roles.some((each) => each.role === name))
    .map((value) => ({ value, label: inWords(value) }));
  const hint = [
    chainOf(draft.chain) === null && words.chainHow,
    hoursOf(draft.hours) === null && words.hoursHow(escalation?.timezone ?? ''),
  ].filter((problem) => problem !== false);
  return (
    <Modal
      title={role === null ? words.addTitle : words.changeTitle(inWords(role.role))}
      wide
      open
      onClose={onClose}
    >
      <DialogForm
        verb={words.save}
        testId="escalation-save"
        isComplete={saved !== null}
        onSubmit={() => {
          if (saved !== null) void command('escalation.save', saved).then((done) => done && onClose());
        }}
        onCancel={onClose}
      >
        {role === null && (
          <Field label={words.role}>
            <ChoiceField
              value={draft.role}
              choices={free}
              empty={words.choose}
              data-testid="escalation-role"
              onChoose={(chosen) => change({ role: chosen })}
            />
          </Field>
        )}
        <Field label={words.chain}>
          <NoteField
            rows={3}
            className={styles.code ?? ''}
            value={draft.chain}
            data-testid="escalation-chain"
            onChange={(event) => change({ chain: event.target.value })}
          />
        </Field>
        <Field label={words.again}>
          <TextField
            inputMode="numeric"
            value={draft.again}
            data-testid="escalation-again"
            onChange={(event) => change({ again: event.target.value })}
          />
        </Field>
        <Field label={words.hours(escalation?.timezone ?? '')}>
          <NoteField
            rows={2}
            className={styles.code ?? ''}
            value={draft.hours}
            data-testid="escalation-hours"
            onChange={(event) => change({ hours: event.target.value })}
          />
        </Field>
        <p className={styles.faint}>{words.never}</p>
        {[...hint, ...(refusal === undefined ? [] : [refusal.message])].map((problem) => (
          <p key={problem} role="alert" className={styles.warning}>
            {problem}
          </p>
        ))}
      </DialogForm>
    </Modal>
  );
}
