import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ContentPreview } from '#renderer/ui/content-view.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { ChoiceField, Field, FieldGroup, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { deliveryStateWords } from '#renderer/words/actions.ts';
import { sendingWords as words } from '#renderer/words/reports.ts';
import styles from './reports.module.css';
import type { Kept } from './reports-store.ts';
import { addressesIn, type Format, type SendingStore } from './sending-store.ts';

const FORMATS: readonly Format[] = ['pdf', 'html'];

type SendingProps = { readonly store: SendingStore; readonly shown: Kept | null };

/** Asks that the report be sent, with exactly what would be sent before one's eyes. */
function SendDialog({ store, title }: { readonly store: SendingStore; readonly title: string }) {
  const { actions = [], preview, refusal, busy, show, send, close } = useStore(store);
  const [action, setAction] = useState('');
  const [formats, setFormats] = useState<readonly Format[]>(['pdf']);
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const content = preview?.content;
  const to = typed ?? (content?.kind === 'MAIL' ? content.to.join(', ') : '');
  const look = (name: string, wanted: readonly Format[], addresses: string | null) => {
    if (name === '' || wanted.length === 0) return;
    const given = addresses === null ? [] : addressesIn(addresses);
    void show(name, given.length === 0 ? null : given, wanted);
  };
  const choose = (format: Format, on: boolean) => {
    const wanted = FORMATS.filter((each) => (each === format ? on : formats.includes(each)));
    setFormats(wanted);
    look(action, wanted, typed);
  };
  const isShown = content?.kind === 'MAIL' && content.to.join() === addressesIn(to).join();
  return (
    <Modal title={words.title} description={title} wide open onClose={close}>
      <DialogForm
        verb={words.verb}
        testId="report-send-sure"
        isComplete={!busy && isShown && formats.length > 0 && to.trim() !== '' && reason.trim() !== ''}
        onSubmit={() =>
          void send(action, addressesIn(to), formats, reason.trim()).then((done) => done && close())
        }
        onCancel={close}
      >
        {actions.length === 0 ? (
          <p role="status">{words.none}</p>
        ) : (
          <>
            <Field label={words.action}>
              <ChoiceField
                value={action}
                choices={actions.map(({ name, title: label }) => ({ value: name, label }))}
                empty={words.choose}
                data-testid="report-send-action"
                onChoose={(name) => {
                  setAction(name);
                  look(name, formats, typed);
                }}
              />
            </Field>
            <Field label={words.to}>
              <TextField
                value={to}
                disabled={action === ''}
                data-testid="report-send-to"
                onChange={(event) => setTyped(event.target.value)}
                onBlur={() => look(action, formats, typed)}
              />
            </Field>
            <FieldGroup label={words.as}>
              {FORMATS.map((format) => (
                <label key={format} className={styles.check}>
                  <input
                    type="checkbox"
                    checked={formats.includes(format)}
                    onChange={(event) => choose(format, event.target.checked)}
                  />
                  {words.formats[format]}
                </label>
              ))}
            </FieldGroup>
            <Field label={words.reason}>
              <NoteField
                value={reason}
                maxLength={500}
                data-testid="report-send-reason"
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
          </>
        )}
        {preview !== undefined && <ContentPreview preview={preview} />}
        {refusal !== undefined && (
          <p role="alert" className={styles.warning}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}

/** For whoever may send what was released to its client. */
export function SendButton({ store, shown }: SendingProps) {
  const { actions, open } = useStore(store);
  if (shown === null || shown.standing !== 'SIGNED') return null;
  if (shown.kind !== 'scorecard' && shown.kind !== 'dashboard') return null;
  return (
    <Permitted by="deliveries.request_report">
      <Button data-testid="report-send" onClick={() => void open()}>
        {words.open}
      </Button>
      {actions !== undefined && <SendDialog store={store} title={`${shown.title} · ${shown.subject}`} />}
    </Permitted>
  );
}

/** What came of sending the report that is shown. */
export function Sendings({ store, shown, zone }: SendingProps & { readonly zone: string }) {
  const { sendings, look } = useStore(store);
  const id = shown?.id ?? null;
  useEffect(() => void look(id), [look, id]);
  if (shown === null || sendings.length === 0) return null;
  return (
    <ul className={styles.sendings} aria-label={words.sendings} data-testid="report-sendings">
      {sendings.map((sending) => (
        <li key={sending.id}>
          {words.sent(
            sending.action_title,
            sending.content.kind === 'MAIL' ? sending.content.to.join(', ') : '',
            deliveryStateWords[sending.state],
          )}{' '}
          <LocalTime at={sending.moved_at} zone={zone} />
          {sending.state !== 'SENT' && (sending.note ?? sending.last?.outcome) != null && (
            <span className={styles.faint}> {sending.note ?? sending.last?.outcome}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
