import { useState } from 'react';
import { useStore } from 'zustand';
import type { EscalationRoleDto } from '#contract/escalation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { capital, inWords } from '#renderer/words/codes.ts';
import { escalationSetupWords as words } from '#renderer/words/escalation-setup.ts';
import styles from './actions.module.css';
import type { ActionsStore } from './actions-store.ts';
import { EscalationDialog } from './escalation-dialog.tsx';
import { hoursLines } from './escalation-lines.ts';

/** Who is told after whom while nobody acknowledges, by the role that runbooks name. */
export function EscalationCard({ store }: { readonly store: ActionsStore }) {
  const { escalation, command, forgive, busy } = useStore(store);
  const [shown, setShown] = useState<{ readonly role: EscalationRoleDto | null } | null>(null);
  if (escalation === undefined) return null;
  const close = () => {
    setShown(null);
    forgive();
  };
  return (
    <Card
      title={words.title}
      aside={
        <Button data-testid="escalation-add" onClick={() => setShown({ role: null })}>
          {words.add}
        </Button>
      }
    >
      <p className={styles.faint}>{words.means}</p>
      {escalation.roles.length > 0 && (
        <NamedTable
          label={words.title}
          heads={words.columns}
          rows={escalation.roles.map((role) => ({
            key: role.role,
            cells: [
              capital(inWords(role.role)),
              words.steps(role.chain.map((step) => [inWords(step.role), step.after_minutes])),
              words.every(role.again_minutes),
              hoursLines(role.quiet_hours) || words.none,
              <span key="do" className={styles.row}>
                <Button kind="quiet" onClick={() => setShown({ role })}>
                  {words.change}
                </Button>
                <Button
                  kind="quiet"
                  disabled={busy}
                  onClick={() => void command('escalation.remove', { role: role.role })}
                >
                  {words.remove}
                </Button>
              </span>,
            ],
          }))}
        />
      )}
      {shown !== null && <EscalationDialog store={store} role={shown.role} onClose={close} />}
    </Card>
  );
}
