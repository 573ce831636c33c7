import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { inWords, personName } from '#renderer/words/codes.ts';
import { columnWords, mappingWords as words } from '#renderer/words/import.ts';
import styles from './import.module.css';
import type { ImportStore } from './import-store.ts';
import { columnsOf, type Mapping, textAt } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';

type DialogProps = {
  readonly store: ImportStore;
  readonly open: boolean;
  /** Time zone of the installation. */
  readonly zone: string;
  readonly onClose: () => void;
};

/** Every saved mapping: looked at, changed, deleted, and taken back again. */
export function MappingsDialog({ store, open, zone, onClose }: DialogProps) {
  const { mappings = [], loadMappings, saveMapping, removeMapping } = useStore(store);
  const [edited, setEdited] = useState<Mapping | null>(null);
  const [removed, setRemoved] = useState<Mapping | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (open) void loadMappings();
  }, [open, loadMappings]);
  const remove = async (mapping: Mapping) => {
    const name = textAt(mapping, 'name');
    const fault = await removeMapping(name);
    setSaid(fault === null ? words.removed(name) : fault.message);
    if (fault === null) setRemoved(mapping);
  };
  const save = async (mapping: Mapping) => {
    const fault = await saveMapping(mapping);
    setSaid(fault === null ? columnWords.savedAs(textAt(mapping, 'name')) : faultText(fault));
    setRemoved(null);
    if (fault === null) setEdited(null);
  };
  const { head } = words;
  return (
    <Modal title={words.title} description={words.note} open={open} onClose={onClose} wide>
      {edited !== null && (
        <div className={styles.dialogEditor}>
          <MappingEditor mapping={edited} columns={columnsOf(edited)} onChange={setEdited} />
        </div>
      )}
      {edited === null && mappings.length === 0 && <EmptyState title={words.empty} />}
      {edited === null && mappings.length > 0 && (
        <NamedTable
          label={words.title}
          heads={[head.name, head.what, head.columns, head.by, head.when, head.actions]}
          rows={mappings.map(({ mapping, saved_at, saved_by }) => ({
            key: mapping.name,
            cells: [
              mapping.name,
              inWords(textAt(mapping, 'type')),
              columnsOf(mapping).join(', '),
              personName(saved_by),
              <LocalTime key="when" at={saved_at} zone={zone} />,
              <span key="actions" className={styles.tools}>
                <Button
                  kind="quiet"
                  aria-label={words.editOf(mapping.name)}
                  onClick={() => setEdited(mapping)}
                >
                  {words.edit}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={words.removeOf(mapping.name)}
                  onClick={() => void remove(mapping)}
                >
                  {words.remove}
                </Button>
              </span>,
            ],
          }))}
        />
      )}
      <p className={styles.tools}>
        <span role="status">{said}</span>
        {removed !== null && <Button onClick={() => void save(removed)}>{words.undo}</Button>}
      </p>
      <ModalActions>
        <Button kind="quiet" onClick={edited === null ? onClose : () => setEdited(null)}>
          {edited === null ? words.close : words.done}
        </Button>
        {edited !== null && (
          <Button kind="primary" data-testid="mapping-keep" onClick={() => void save(edited)}>
            {columnWords.save}
          </Button>
        )}
      </ModalActions>
    </Modal>
  );
}

const faultText = ({
  message,
  problems = [],
}: {
  message: string;
  problems?: readonly { field: string | null; expected: string }[] | undefined;
}) => [message, ...problems.map(({ field, expected }) => `${field ?? ''}: ${expected}.`)].join(' ');
