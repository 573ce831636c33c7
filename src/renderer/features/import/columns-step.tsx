import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { columnWords as words } from '#renderer/words/import.ts';
import styles from './import.module.css';
import { isTable } from './import-files.ts';
import { configurationFiles, type ImportStore } from './import-store.ts';
import { textAt } from './mapping-draft.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { ProblemsTable } from './problems.tsx';
import { SampleTable } from './sample-table.tsx';

/** What the columns of each table mean, beside what becomes of its first rows. */
export function ColumnsStep({
  store,
  zoneOf,
}: {
  readonly store: ImportStore;
  readonly zoneOf: (site: string) => string;
}) {
  const { files, samples, mappings = [], change, saveMapping } = useStore(store);
  const tables = files.filter(isTable);
  const [shown, setShown] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const file = tables.find(({ id }) => id === shown) ?? tables[0];
  if (file === undefined) return null;
  const sample = samples[file.id];
  const mapping = file.mapping ?? {};
  const saved = mappings.find((each) => each.mapping === mapping)?.mapping.name ?? '';
  const use = (next: Readonly<Record<string, unknown>>) => {
    setSaid(null);
    void change(file.id, { mapping: next });
  };
  const save = async () => {
    const name = textAt(mapping, 'name');
    const fault = await saveMapping(mapping);
    const kept = store.getState().mappings?.find((each) => each.mapping.name === name);
    if (fault === null && kept !== undefined) use(kept.mapping);
    setSaid(fault === null ? words.savedAs(name) : fault.message);
  };
  return (
    <div className={styles.columns}>
      <div className={styles.editor}>
        <p className={styles.faint}>{words.note}</p>
        {tables.length > 1 && (
          <Field label={words.file}>
            <ChoiceField
              value={String(file.id)}
              choices={tables.map(({ id, file: { name } }) => ({ value: String(id), label: name }))}
              onChoose={(value) => setShown(Number(value))}
            />
          </Field>
        )}
        {mappings.length > 0 && (
          <Field label={words.saved}>
            <ChoiceField
              value={saved}
              empty={words.none}
              choices={mappings.map(({ mapping: { name } }) => ({ value: name, label: name }))}
              onChoose={(name) =>
                use(mappings.find((each) => each.mapping.name === name)?.mapping ?? mapping)
              }
            />
          </Field>
        )}
        {saved === '' && <p role="note">{words.guessed}</p>}
        {configurationFiles(files).length > 0 && <p className={styles.faint}>{words.coming}</p>}
        <MappingEditor key={file.id} mapping={mapping} columns={sample?.columns ?? []} onChange={use} />
        <div className={styles.tools}>
          <Button hint={words.saveHint} data-testid="mapping-save" onClick={() => void save()}>
            {words.save}
          </Button>
          <span role="status" className={styles.faint}>
            {said}
          </span>
        </div>
      </div>
      <div className={styles.preview}>
        <ProblemsTable problems={sample?.problems ?? []} />
        {sample !== undefined && <SampleTable sample={sample} zoneOf={zoneOf} />}
      </div>
    </div>
  );
}
