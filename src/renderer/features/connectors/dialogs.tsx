import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { actionWords } from '#renderer/words/connectors.ts';
import type { Connector, ConnectorsStore } from './connectors-store.ts';
import { MqttForm } from './mqtt-form.tsx';
import { DropForm, HttpForm, KeyForm } from './simple-forms.tsx';
import { TraccarForm } from './traccar-form.tsx';

/** Which dialog is open, and about what. */
export type Shown =
  | { readonly form: Connector['kind']; readonly connector: Connector | null }
  | { readonly form: 'key' }
  | { readonly form: 'remove'; readonly id: string; readonly name: string }
  | { readonly form: 'revoke'; readonly name: string };

type SureProps = {
  readonly title: string;
  readonly means: string;
  readonly verb: string;
  readonly onSure: () => Promise<boolean>;
  readonly onClose: () => void;
};

/** What cannot be undone is asked once more. */
function Sure({ title, means, verb, onSure, onClose }: SureProps) {
  const send = async () => {
    await onSure();
    onClose();
  };
  return (
    <Modal title={title} open onClose={onClose}>
      <DialogForm verb={verb} testId="sure" isComplete onSubmit={() => void send()} onCancel={onClose}>
        <p>{means}</p>
      </DialogForm>
    </Modal>
  );
}

export type DialogsProps = {
  readonly store: ConnectorsStore;
  readonly shown: Shown | null;
  readonly tenants: readonly string[];
  readonly onClose: () => void;
};

/** The dialogs of the connectors, one at a time. */
export function Dialogs({ store, shown, tenants, onClose }: DialogsProps) {
  const { configure, saveBroker, saveTraccar, remove, addKey, revokeKey, refusal } = useStore(store);
  if (shown === null) return null;
  switch (shown.form) {
    case 'http':
      return <HttpForm where={shown.connector?.where ?? ''} configure={configure} onClose={onClose} />;
    case 'drop':
      return <DropForm where={shown.connector?.where ?? ''} configure={configure} onClose={onClose} />;
    case 'mqtt':
      return (
        <MqttForm
          broker={shown.connector?.mqtt ?? null}
          tenants={tenants}
          save={saveBroker}
          refusal={refusal?.message}
          onClose={onClose}
        />
      );
    case 'traccar':
      return (
        <TraccarForm
          server={shown.connector?.traccar ?? null}
          tenants={tenants}
          save={saveTraccar}
          refusal={refusal?.message}
          onClose={onClose}
        />
      );
    case 'key':
      return <KeyForm tenants={tenants} addKey={addKey} onClose={onClose} />;
    case 'remove':
      return (
        <Sure
          title={actionWords.removeTitle(shown.name)}
          means={actionWords.removeMeans}
          verb={actionWords.remove}
          onSure={() => remove(shown.id)}
          onClose={onClose}
        />
      );
    case 'revoke':
      return (
        <Sure
          title={actionWords.revokeTitle(shown.name)}
          means={actionWords.revokeMeans}
          verb={actionWords.revoke}
          onSure={() => revokeKey(shown.name)}
          onClose={onClose}
        />
      );
  }
}
