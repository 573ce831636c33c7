import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { setupWords as words } from '#renderer/words/actions.ts';
import { ActionDialog } from './action-dialog.tsx';
import styles from './actions.module.css';
import type { ActionRow, ActionsStore } from './actions-store.ts';
import { EscalationCard } from './escalation-card.tsx';
import { RailsCard } from './rails-card.tsx';
import { TestDialog } from './test-dialog.tsx';

type Shown =
  | { readonly form: ActionRow | null }
  | { readonly remove: ActionRow }
  | { readonly test: ActionRow }
  | null;

const whereTo = ({ means }: ActionRow): string =>
  means === null
    ? ''
    : means.kind === 'MAIL'
      ? means.to.join(', ')
      : (URL.parse(means.url)?.host ?? means.url);

/** What an administrator sets up: the actions, and where and when they may go. */
export function Setup({ store }: { readonly store: ActionsStore }) {
  const { setup, command, forgive } = useStore(store);
  const [shown, setShown] = useState<Shown>(null);
  const close = () => {
    setShown(null);
    forgive();
  };
  if (setup === undefined) return null;
  const { actions, rails, no_secrets } = setup;
  return (
    <>
      {no_secrets !== null && (
        <p className={styles.warning} role="status">
          {words.noSecrets} {no_secrets}
        </p>
      )}
      <Card
        title={words.actions}
        aside={
          <Button data-testid="action-add" onClick={() => setShown({ form: null })}>
            {words.add}
          </Button>
        }
      >
        {actions.length === 0 ? (
          <p className={styles.faint}>{words.none}</p>
        ) : (
          <NamedTable
            label={words.actions}
            heads={words.columns}
            rows={actions.map((action) => ({
              key: action.name,
              cells: [
                <code key="name">{action.name}</code>,
                `${action.title} (${action.on ? words.on : words.off})`,
                whereTo(action),
                action.has_secret ? words.secretKept : words.secretNone,
                words.usedBy(action.used_by.length),
                <span key="do" className={styles.row}>
                  <Button kind="quiet" onClick={() => setShown({ form: action })}>
                    {words.change}
                  </Button>
                  <Button
                    kind="quiet"
                    data-testid={`action-test-${action.name}`}
                    onClick={() => setShown({ test: action })}
                  >
                    {words.test}
                  </Button>
                  <Button kind="quiet" onClick={() => setShown({ remove: action })}>
                    {words.remove}
                  </Button>
                </span>,
              ],
            }))}
          />
        )}
      </Card>
      <RailsCard key={JSON.stringify(rails)} store={store} rails={rails} />
      <EscalationCard store={store} />
      {shown !== null && 'form' in shown && (
        <ActionDialog store={store} action={shown.form} onClose={close} />
      )}
      {shown !== null && 'test' in shown && <TestDialog store={store} action={shown.test} onClose={close} />}
      {shown !== null && 'remove' in shown && (
        <Modal
          title={words.removeSure(shown.remove.title)}
          description={words.removeMeans}
          open
          onClose={close}
        >
          <DialogForm
            verb={words.remove}
            testId="action-remove-sure"
            isComplete
            onSubmit={() => void command('actions.remove', { name: shown.remove.name }).then(close)}
            onCancel={close}
          >
            {null}
          </DialogForm>
        </Modal>
      )}
    </>
  );
}
