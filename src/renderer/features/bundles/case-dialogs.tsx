import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { exportWords, caseWords as words } from '#renderer/words/bundles.ts';
import type { CasesStore } from './cases-store.ts';

type DialogProps = { readonly store: CasesStore };

const Problem = ({ store }: DialogProps) => {
  const { fault } = useStore(store);
  return fault === undefined ? null : <p role="alert">{fault.message}</p>;
};

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  return (
    <Field label={words.name}>
      <TextField
        maxLength={200}
        value={name}
        data-testid="case-new-name"
        onChange={(event) => onName(event.target.value)}
      />
    </Field>
  );
}

function NewForm({ store }: DialogProps) {
  const { create, askForName } = useStore(store);
  const [name, setName] = useState('');
  return (
    <DialogForm
      verb={words.create}
      testId="case-create"
      isComplete={name.trim() !== ''}
      onSubmit={() => void create(name.trim())}
      onCancel={() => askForName(false)}
    >
      <NameField name={name} onName={setName} />
      <Problem store={store} />
    </DialogForm>
  );
}

const NEW = 'new';

function AddForm({ store }: DialogProps) {
  const { cases, load, add, askToAdd, busy } = useStore(store);
  const [chosen, choose] = useState<string>(NEW);
  const [name, setName] = useState('');
  useEffect(() => void load(), [load]);
  const open = (cases ?? []).filter(({ closed_at }) => closed_at === null);
  const isNew = chosen === NEW;
  return (
    <DialogForm
      verb={words.add}
      testId="case-add"
      isComplete={!busy && (!isNew || name.trim() !== '')}
      onSubmit={() => void add(isNew ? { name: name.trim() } : { id: chosen })}
      onCancel={() => askToAdd(null)}
    >
      <Field label={words.which}>
        <ChoiceField
          value={chosen}
          data-testid="case-which"
          choices={[
            { value: NEW, label: words.aNew },
            ...open.map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChoose={choose}
        />
      </Field>
      {isNew && <NameField name={name} onName={setName} />}
      <Problem store={store} />
    </DialogForm>
  );
}

const CONTENTS = ['whole', 'redacted'] as const;

function SaveForm({ store }: DialogProps) {
  const { busy, save, askToSave } = useStore(store);
  const [contents, choose] = useState<(typeof CONTENTS)[number]>('whole');
  return (
    <DialogForm
      verb={busy ? words.sealing : words.seal}
      testId="case-seal"
      isComplete={!busy}
      onSubmit={() => void save(contents === 'redacted')}
      onCancel={() => askToSave(false)}
    >
      <Field label={exportWords.contents}>
        <ChoiceField
          value={contents}
          data-testid="case-contents-choice"
          choices={CONTENTS.map((value) => ({ value, label: exportWords.choices[value] }))}
          onChoose={choose}
        />
      </Field>
      <p>{words.contentsHint[contents]}</p>
      <p>{exportWords.isWrittenDown}</p>
      <Problem store={store} />
    </DialogForm>
  );
}

/** What of a case has to be asked: its name, where a finding goes, and what leaves. */
export function CaseDialogs({ store }: DialogProps) {
  const { naming, adding, saving, shown, askForName, askToAdd, askToSave } = useStore(store);
  return (
    <>
      <Modal title={words.make} open={naming} onClose={() => askForName(false)}>
        {naming && <NewForm store={store} />}
      </Modal>
      <Modal
        title={words.addTitle}
        description={adding === null ? undefined : `${adding.finding} ${adding.title}`}
        open={adding !== null}
        onClose={() => askToAdd(null)}
      >
        {adding !== null && <AddForm key={adding.finding} store={store} />}
      </Modal>
      <Modal title={words.saveTitle} description={shown?.name} open={saving} onClose={() => askToSave(false)}>
        {saving && <SaveForm store={store} />}
      </Modal>
    </>
  );
}
