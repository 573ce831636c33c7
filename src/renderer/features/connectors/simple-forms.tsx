import { useState } from 'react';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { dropFormWords, httpFormWords, newKeyWords } from '#renderer/words/connectors.ts';
import type { ConnectorsState } from './connectors-store.ts';
import { isName } from './draft-text.ts';

type FormProps = { readonly onClose: () => void };
type Configure = { readonly configure: ConnectorsState['configure'] };

/** Address and port of the listener. `where` is both, as the list has them. */
export function HttpForm({ where, configure, onClose }: FormProps & Configure & { readonly where: string }) {
  const colon = where.lastIndexOf(':');
  const [address, setAddress] = useState(where.slice(0, colon));
  const [port, setPort] = useState(where.slice(colon + 1));
  const isComplete = address.trim() !== '' && /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
  const send = async () => {
    if (await configure({ address: address.trim(), port: Number(port) })) onClose();
  };
  return (
    <Modal title={httpFormWords.title} open onClose={onClose}>
      <DialogForm
        verb={httpFormWords.verb}
        testId="http-save"
        isComplete={isComplete}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <Field label={httpFormWords.address}>
          <TextField value={address} onChange={(event) => setAddress(event.target.value)} />
        </Field>
        <Field label={httpFormWords.port}>
          <TextField inputMode="numeric" value={port} onChange={(event) => setPort(event.target.value)} />
        </Field>
      </DialogForm>
    </Modal>
  );
}

/** The folder that is watched. */
export function DropForm({ where, configure, onClose }: FormProps & Configure & { readonly where: string }) {
  const [folder, setFolder] = useState(where);
  const send = async () => {
    if (await configure({ folder: folder.trim() })) onClose();
  };
  return (
    <Modal title={dropFormWords.title} open onClose={onClose}>
      <DialogForm
        verb={dropFormWords.verb}
        testId="drop-save"
        isComplete
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <Field label={dropFormWords.folder}>
          <TextField value={folder} onChange={(event) => setFolder(event.target.value)} />
        </Field>
      </DialogForm>
    </Modal>
  );
}

type KeyFormProps = FormProps & {
  readonly tenants: readonly string[];
  readonly addKey: ConnectorsState['addKey'];
};

/** A key for one sender and one tenant. */
export function KeyForm({ tenants, addKey, onClose }: KeyFormProps) {
  const [name, setName] = useState('');
  const [tenant, setTenant] = useState(tenants.length === 1 ? (tenants[0] ?? '') : '');
  const send = async () => {
    if (await addKey({ name: name.trim(), tenant })) onClose();
  };
  return (
    <Modal title={newKeyWords.title} open onClose={onClose}>
      <DialogForm
        verb={newKeyWords.verb}
        testId="key-save"
        isComplete={isName(name) && tenant !== ''}
        onSubmit={() => void send()}
        onCancel={onClose}
      >
        <Field label={newKeyWords.name}>
          <TextField value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={newKeyWords.tenant}>
          <ChoiceField
            value={tenant}
            empty={newKeyWords.choose}
            choices={tenants.map((code) => ({ value: code, label: code }))}
            onChoose={setTenant}
          />
        </Field>
      </DialogForm>
    </Modal>
  );
}
