import { useState } from 'react';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, NoteField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';

export type ReasonDialogProps = {
  readonly words: { readonly title: string; readonly verb: string; readonly label: string };
  readonly description?: string;
  readonly testId: string;
  /** What stands in the field when it opens. */
  readonly begin?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  /** False keeps it open: it was refused. */
  readonly onDone: (text: string) => Promise<boolean>;
  readonly refusal: string | undefined;
  readonly onClose: () => void;
};

/** Something that is done with words of the person who does it. */
export function ReasonDialog({ words, description, testId, begin = '', ...rest }: ReasonDialogProps) {
  const { onDone, refusal, onClose, rows = 3, maxLength = 500 } = rest;
  const [text, setText] = useState(begin);
  return (
    <Modal title={words.title} {...(description === undefined ? {} : { description })} open onClose={onClose}>
      <DialogForm
        verb={words.verb}
        testId={testId}
        isComplete={text.trim() !== '' && text !== begin}
        onSubmit={() => void onDone(text.trim()).then((done) => done && onClose())}
        onCancel={onClose}
      >
        <Field label={words.label}>
          <NoteField
            rows={rows}
            value={text}
            maxLength={maxLength}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {refusal !== undefined && <p role="alert">{refusal}</p>}
      </DialogForm>
    </Modal>
  );
}
