import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AccountRow } from '#contract/people.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { ROLE_WORDS, accountWords as words } from '#renderer/words/people.ts';
import { AccountForm } from './account-form.tsx';
import type { AccountsState, AccountsStore } from './accounts-store.ts';
import { limitsText } from './limits.ts';
import styles from './people.module.css';
import { TurnOn } from './turn-on.tsx';

export type AccountsDialogProps = {
  readonly store: AccountsStore;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** People and accounts: turned on and off, made and changed. */
export function AccountsDialog({ store, open, onClose }: AccountsDialogProps) {
  const state = useStore(store);
  useEffect(() => (open ? store.getState().start() : undefined), [open, store]);
  const { list, fault } = state;
  return (
    <Modal title={words.title} open={open} onClose={onClose} wide>
      {fault !== undefined && <p role="alert">{fault.message}</p>}
      {list === undefined ? (
        fault === undefined && <LoadingState label={words.loading} />
      ) : list.on ? (
        <Accounts state={state} list={list} />
      ) : (
        <TurnOn onTurnOn={state.turnOn} />
      )}
    </Modal>
  );
}

type List = NonNullable<AccountsState['list']>;
const IDLE_CHOICES = [2, 5, 10, 15, 30, 60] as const;

function Accounts({ state, list }: { readonly state: AccountsState; readonly list: List }) {
  /** The name of the account that is changed; '' for a new one; null: none. */
  const [edited, edit] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const tenants = list.tenants.map(({ code }) => code);
  if (edited !== null)
    return (
      <AccountForm
        account={list.accounts.find(({ name }) => name === edited) ?? null}
        tenants={tenants}
        onSave={({ secret, ...account }) =>
          edited === '' ? state.add({ ...account, secret }) : state.change(account, secret)
        }
        onClose={() => edit(null)}
      />
    );
  return (
    <>
      <p>{words.on}</p>
      <NamedTable
        label={words.table}
        heads={[words.name, words.role, words.sees, words.state, words.change]}
        rows={list.accounts.map((account) => ({
          key: account.name,
          cells: [
            account.name,
            ROLE_WORDS[account.role],
            limitsText(account.scope) || words.everything,
            standingOf(account),
            <AccountButtons key="change" account={account} state={state} onEdit={edit} />,
          ],
        }))}
      />
      <div className={styles.row}>
        <Button data-testid="account-add" onClick={() => edit('')}>
          {words.add}
        </Button>
        <Field label={words.idle}>
          <ChoiceField
            value={String(list.idle_minutes)}
            choices={[...new Set([...IDLE_CHOICES, list.idle_minutes])].map((count) => ({
              value: String(count),
              label: words.minutes(count),
            }))}
            onChoose={(minutes) => void state.setIdle(Number(minutes))}
          />
        </Field>
        <Button
          data-testid="turn-off"
          onClick={() => (isSure ? void state.turnOff() : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {isSure ? words.turnOffSure : words.turnOff}
        </Button>
      </div>
    </>
  );
}

function AccountButtons({
  account: { name, disabled_at },
  state,
  onEdit,
}: {
  readonly account: AccountRow;
  readonly state: AccountsState;
  readonly onEdit: (name: string) => void;
}) {
  return (
    <span className={styles.row}>
      <Button aria-label={words.edit(name)} onClick={() => onEdit(name)}>
        {words.change}
      </Button>
      <Button onClick={() => void (disabled_at === null ? state.disable(name) : state.enable(name))}>
        {disabled_at === null ? words.disable : words.enable}
      </Button>
    </span>
  );
}

function standingOf({ disabled_at, closed_until, signed_in }: AccountRow): string {
  if (disabled_at !== null) return words.disabled;
  return closed_until === null ? words.signedIn(signed_in) : words.closed;
}
