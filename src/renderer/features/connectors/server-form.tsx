import { type ReactNode, useState } from 'react';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { serverFormWords as words } from '#renderer/words/connectors.ts';
import { tenantText } from './draft-text.ts';

type Typed = { readonly target: { readonly value: string } };

/** A draft, and what binds one of its texts to a control. */
export function useDraft<D extends object>(first: () => D) {
  const [draft, setDraft] = useState(first);
  const change = (part: Partial<D>) => setDraft((before) => ({ ...before, ...part }));
  const text = <F extends keyof D>(field: F & (D[F] extends string ? F : never)) => ({
    value: String(draft[field]),
    onChange: ({ target }: Typed) => setDraft((before) => ({ ...before, [field]: target.value })),
  });
  return { draft, change, text };
}

/** What makes a text field hold a secret: what is set is never shown, and stays while nothing is typed. */
export const secretField = (isSet: boolean | undefined) => ({
  type: 'password',
  autoComplete: 'new-password',
  placeholder: isSet === true ? words.isSet : undefined,
});

type TenantFieldProps = {
  readonly value: string;
  readonly tenants: readonly string[];
  readonly onChoose: (value: string) => void;
};

/** Whose sites a server may name. */
export const TenantField = ({ value, tenants, onChoose }: TenantFieldProps) => (
  <Field label={words.tenant}>
    <ChoiceField
      value={value}
      choices={[
        { value: tenantText(null), label: words.everyTenant },
        ...tenants.map((code) => ({ value: code, label: code })),
      ]}
      onChoose={onChoose}
    />
  </Field>
);

export type ServerFormProps = {
  readonly title: string;
  readonly testId: string;
  readonly isComplete: boolean;
  /** Why the last attempt to save it was refused. */
  readonly refusal: string | undefined;
  /** True when it was saved. */
  readonly onSave: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The dialog of a server that is connected to: it stays open, and says why, until it was saved. */
export function ServerForm({
  title,
  testId,
  isComplete,
  refusal,
  onSave,
  onClose,
  children,
}: ServerFormProps) {
  const send = async () => {
    if (await onSave()) onClose();
  };
  return (
    <Modal title={title} open wide onClose={onClose}>
      <DialogForm
        verb={words.verb}
        testId={testId}
        isComplete={isComplete}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        {children}
        {refusal !== undefined && <p role="alert">{refusal}</p>}
      </DialogForm>
    </Modal>
  );
}
