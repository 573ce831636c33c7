import type { FormEvent } from 'react';
import { useState } from 'react';
import type { AccountRow, AccountScope } from '#contract/people.ts';
import { ROLES, type Role } from '#core/model/account.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { ROLE_WORDS, accountWords as words } from '#renderer/words/people.ts';
import { limitsText, readLimits } from './limits.ts';
import styles from './people.module.css';

export type AccountFormProps = {
  /** null: a new one. */
  readonly account: AccountRow | null;
  readonly tenants: readonly string[];
  readonly onSave: (account: {
    readonly name: string;
    readonly role: Role;
    readonly scope: AccountScope;
    readonly secret: string;
  }) => Promise<boolean>;
  readonly onClose: () => void;
};

const ROLE_CHOICES = ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }));

/** One account: who, as what, with what secret, and of what part of the installation. */
export function AccountForm({ account, tenants, onSave, onClose }: AccountFormProps) {
  const [name, setName] = useState(account?.name ?? '');
  const [role, setRole] = useState<Role>(account?.role ?? 'operator');
  const [limits, setLimits] = useState(account === null ? '' : limitsText(account.scope));
  const [secret, setSecret] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await onSave({ name: name.trim(), role, scope: readLimits(limits, tenants), secret });
    if (isDone) onClose();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      {account === null ? (
        <Field label={words.name}>
          <TextField
            autoFocus
            required
            maxLength={64}
            autoComplete="off"
            data-testid="account-name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      ) : (
        <p className={styles.note}>{words.ends}</p>
      )}
      <Field label={words.role}>
        <ChoiceField data-testid="account-role" value={role} choices={ROLE_CHOICES} onChoose={setRole} />
      </Field>
      <Field label={words.limits}>
        <TextField value={limits} autoComplete="off" onChange={(event) => setLimits(event.target.value)} />
      </Field>
      {tenants.length > 0 && <p className={styles.note}>{words.known(tenants.join(', '))}</p>}
      <Field label={account === null ? words.newSecret : words.resetSecret}>
        <TextField
          type="password"
          required={account === null}
          maxLength={200}
          autoComplete="new-password"
          data-testid="account-secret"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </Field>
      <div className={styles.actions}>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" kind="primary" data-testid="account-save">
          {account === null ? words.made : words.save}
        </Button>
      </div>
    </form>
  );
}
