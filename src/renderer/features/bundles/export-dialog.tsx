import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { exportWords as words } from '#renderer/words/bundles.ts';
import type { BundlesStore } from './bundles-store.ts';

const CONTENTS = ['whole', 'redacted'] as const;
type Contents = (typeof CONTENTS)[number];

function ExportForm({ store }: { readonly store: BundlesStore }) {
  const { busy, fault, seal, ask } = useStore(store);
  const [contents, choose] = useState<Contents>('whole');
  return (
    <DialogForm
      verb={busy ? words.sealing : words.send}
      testId="export-confirm"
      isComplete={!busy}
      onSubmit={() => void seal(contents === 'redacted')}
      onCancel={() => ask(null)}
    >
      <Field label={words.contents}>
        <ChoiceField
          value={contents}
          data-testid="export-contents"
          choices={CONTENTS.map((value) => ({ value, label: words.choices[value] }))}
          onChoose={choose}
        />
      </Field>
      <p>{words.holds[contents]}</p>
      <p>{words.isWrittenDown}</p>
      {fault !== undefined && <p role="alert">{fault.message}</p>}
    </DialogForm>
  );
}

/** What of a finding leaves, and that this is written down. */
export function ExportDialog({ store }: { readonly store: BundlesStore }) {
  const { exporting, ask } = useStore(store);
  return (
    <Modal
      title={words.title}
      description={exporting === null ? undefined : `${exporting.finding} ${exporting.title}`}
      open={exporting !== null}
      onClose={() => ask(null)}
    >
      {exporting !== null && <ExportForm key={exporting.finding} store={store} />}
    </Modal>
  );
}
