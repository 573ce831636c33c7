import { useState } from 'react';
import { useStore } from 'zustand';
import type { GuardRailsDto } from '#contract/actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Field, NoteField } from '#renderer/ui/field.tsx';
import { setupWords as words } from '#renderer/words/actions.ts';
import styles from './actions.module.css';
import type { ActionsStore } from './actions-store.ts';
import { allowedOf, linesOf } from './allowed-lines.ts';

type RailsCardProps = { readonly store: ActionsStore; readonly rails: GuardRailsDto };

/** What may go without a person, and where anything may go at all. */
export function RailsCard({ store, rails }: RailsCardProps) {
  const { command, busy, refusal } = useStore(store);
  const [automatic, setAutomatic] = useState(rails.automatic);
  const [dryRun, setDryRun] = useState(rails.dry_run);
  const [lines, setLines] = useState(linesOf(rails.allowed));
  /** What was refused was asked for here. */
  const [isOwn, setOwn] = useState(false);
  const isSame =
    automatic === rails.automatic && dryRun === rails.dry_run && lines === linesOf(rails.allowed);
  const tick = (label: string, checked: boolean, take: (checked: boolean) => void) => (
    <label className={styles.tick}>
      <input type="checkbox" checked={checked} onChange={(event) => take(event.target.checked)} />
      {label}
    </label>
  );
  return (
    <Card title={words.rails}>
      {tick(words.automatic, automatic, setAutomatic)}
      {tick(words.dryRun, dryRun, setDryRun)}
      <Field label={words.allowed}>
        <NoteField
          rows={4}
          className={styles.code ?? ''}
          value={lines}
          data-testid="rails-allowed"
          onChange={(event) => setLines(event.target.value)}
        />
      </Field>
      <p className={styles.faint}>{words.allowedHow}</p>
      {isOwn && refusal !== undefined && (
        <p role="alert" className={styles.warning}>
          {refusal.message}
        </p>
      )}
      <Button
        kind="primary"
        data-testid="rails-save"
        disabled={busy || isSame}
        onClick={() => {
          setOwn(true);
          void command('actions.set_rails', { automatic, dry_run: dryRun, allowed: allowedOf(lines) });
        }}
      >
        {words.save}
      </Button>
    </Card>
  );
}
