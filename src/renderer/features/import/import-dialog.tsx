import type { DragEvent } from 'react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { FailedState } from '#renderer/ui/states.tsx';
import { importWords as words } from '#renderer/words/import.ts';
import { DiffView } from './diff.tsx';
import styles from './import-dialog.module.css';
import type { ImportStore } from './import-store.ts';
import { ProblemsTable } from './problems.tsx';

const ACCEPTED = '.yaml,.yml,.json,.csv';

export type ImportDialogProps = {
  readonly store: ImportStore;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Where files are dropped or chosen. */
function DropZone({ store }: { readonly store: ImportStore }) {
  const { check } = useStore(store);
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (list: FileList | null) => {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    if (files.length > 0) void check(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same
    <div
      className={`${styles.zone} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>{words.drop}</p>
      <Button onClick={() => chooser.current?.click()}>{words.choose}</Button>
      <input
        ref={chooser}
        type="file"
        multiple
        accept={ACCEPTED}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={words.files}
        data-testid="import-files"
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Checked({ store }: { readonly store: ImportStore }) {
  const { files, diff, fault, busy, done, deactivateMissing, check } = useStore(store);
  if (files === null) return null;
  if (fault !== undefined)
    return (
      <>
        <FailedState title={words.failed} reason={fault.message} onRetry={() => void check(files)} />
        <ProblemsTable problems={fault.problems ?? []} />
      </>
    );
  if (diff === null) return <p role="status">{busy ? words.reading : ''}</p>;
  return (
    <>
      {!done && (
        <label className={styles.option}>
          <input
            type="checkbox"
            checked={deactivateMissing}
            onChange={(event) => void check(files, event.target.checked)}
          />
          {words.deactivateMissing}
        </label>
      )}
      <ProblemsTable problems={diff.problems} />
      <DiffView diff={diff} done={done} />
    </>
  );
}

/** Import in three steps: choose, see what would change, do it. */
export function ImportDialog({ store, open, onClose }: ImportDialogProps) {
  const { diff, busy, done, confirm, reset } = useStore(store);
  const close = () => {
    onClose();
    reset();
  };
  const changes =
    diff?.entries.filter((entry) => entry.change !== 'unchanged' && entry.change !== 'missing').length ?? 0;
  const canConfirm = diff !== null && diff.problems.length === 0 && changes > 0 && !busy && !done;
  return (
    <Modal title={words.title} open={open} onClose={close} wide>
      {!done && <DropZone store={store} />}
      <Checked store={store} />
      <ModalActions>
        <Button kind={done ? 'primary' : 'quiet'} onClick={close}>
          {done ? words.close : words.cancel}
        </Button>
        {!done && (
          <Button
            kind="primary"
            disabled={!canConfirm}
            data-testid="import-confirm"
            onClick={() => void confirm()}
          >
            {busy ? words.working : words.import}
          </Button>
        )}
      </ModalActions>
    </Modal>
  );
}
