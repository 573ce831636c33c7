import { useRef } from 'react';
import { useStore } from 'zustand';
import type { ImportSample } from '#contract/imports.ts';
import { FILE_KINDS } from '#core/model/file-kind.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, TextField } from '#renderer/ui/field.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { encodingWords, kindWords, fileWords as words } from '#renderer/words/import.ts';
import { ENCODINGS } from './file-text.ts';
import styles from './import.module.css';
import type { Beside, ImportFile } from './import-files.ts';
import type { ImportStore } from './import-store.ts';

const KINDS = FILE_KINDS.map((value) => ({ value, label: kindWords[value] }));
const WRITTEN = ENCODINGS.map((value) => ({ value, label: encodingWords[value] }));
const SITES_SHOWN = 4;

/** What its first records are, in a few words. */
function holds({ rows, columns }: ImportSample): string {
  const events = rows.flatMap((row) => row.events);
  const types = [...new Set(events.map(({ type }) => inWords(type)))];
  const sites = [...new Set(events.map(({ site }) => site))]
    .filter((site) => site !== '')
    .slice(0, SITES_SHOWN);
  const unreadable = rows.filter(({ problems }) => problems.length > 0).length;
  return [
    columns === null ? '' : words.columns(columns.length),
    types.length === 0 ? '' : words.records(rows.length, types),
    sites.length === 0 ? '' : words.sites(sites),
    unreadable === 0 ? '' : words.unreadable(unreadable),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The parts of what is said beside a file that its kind has room for. */
const BESIDE: Readonly<Partial<Record<ImportFile['kind'], readonly (keyof Beside)[]>>> = {
  geofences: ['site'],
  calendar: ['site', 'person', 'use'],
  ndjson: ['site'],
  gpx: ['device', 'site'],
  traccar_csv: ['device', 'site'],
};

function BesideFields({ file, store }: { readonly file: ImportFile; readonly store: ImportStore }) {
  const { change } = useStore(store);
  const name = file.file.name;
  const set = (part: keyof Beside, value: string) => {
    const { [part]: _, ...others } = file.beside;
    void change(file.id, { beside: value === '' ? others : { ...others, [part]: value } });
  };
  return (BESIDE[file.kind] ?? []).map((part) =>
    part === 'use' ? (
      <ChoiceField<'shifts' | 'maintenance' | 'asWritten'>
        key={part}
        aria-label={words.besideOf(words.use, name)}
        value={file.beside.use ?? 'asWritten'}
        choices={[
          { value: 'asWritten', label: words.asWritten },
          { value: 'shifts', label: words.uses.shifts },
          { value: 'maintenance', label: words.uses.maintenance },
        ]}
        onChoose={(value) => set(part, value === 'asWritten' ? '' : value)}
      />
    ) : (
      <TextField
        key={part}
        className={styles.short}
        placeholder={words[part]}
        aria-label={words.besideOf(words[part], name)}
        defaultValue={file.beside[part] ?? ''}
        onBlur={(event) => {
          if (event.target.value.trim() !== (file.beside[part] ?? '')) set(part, event.target.value.trim());
        }}
      />
    ),
  );
}

function FileTable({ store }: { readonly store: ImportStore }) {
  const { files, samples, change, remove } = useStore(store);
  const { head } = words;
  return (
    <NamedTable
      label={words.list}
      heads={[head.name, head.kind, head.encoding, head.size, head.holds, head.beside, head.remove]}
      numbers={[3]}
      rows={files.map((each) => {
        const { id, file, kind, sure, encoding, compressed, trouble } = each;
        const sample = samples[id];
        return {
          key: String(id),
          cells: [
            <span key="name" className={styles.fileName}>
              {file.name}
            </span>,
            <span key="kind" className={styles.stack}>
              <ChoiceField
                className={styles.kind}
                aria-label={words.kindOf(file.name)}
                value={kind}
                choices={KINDS}
                onChoose={(value) => void change(id, { kind: value, sure: true })}
              />
              {trouble === null ? (
                !sure && kind !== 'unknown' && <span className={styles.faint}>{words.unsure}</span>
              ) : (
                <span className={styles.trouble}>{trouble}</span>
              )}
            </span>,
            <span key="encoding" className={styles.stack}>
              <ChoiceField
                className={styles.encoding}
                aria-label={words.encodingOf(file.name)}
                value={encoding}
                choices={WRITTEN}
                onChoose={(value) => void change(id, { encoding: value })}
              />
              {compressed && <span className={styles.faint}>{words.packed}</span>}
            </span>,
            words.size(file.size),
            sample === undefined ? '' : holds(sample),
            <span key="beside" className={styles.beside}>
              <BesideFields file={each} store={store} />
            </span>,
            <Button
              key="remove"
              kind="quiet"
              aria-label={words.removeOf(file.name)}
              onClick={() => remove(id)}
            >
              {head.remove}
            </Button>,
          ],
        };
      })}
    />
  );
}

/** Files are dropped or chosen, and what each was recognised as can be put right. */
export function FilesStep({ store }: { readonly store: ImportStore }) {
  const { files, add } = useStore(store);
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className={files.length === 0 ? styles.zone : `${styles.zone} ${styles.low}`}>
        <p>{words.drop}</p>
        {files.length === 0 && <p className={styles.faint}>{words.nothingYet}</p>}
        <Button
          kind={files.length === 0 ? 'primary' : 'plain'}
          data-testid="import-choose"
          onClick={() => chooser.current?.click()}
        >
          {words.choose}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label={words.files}
          data-testid="import-files"
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {files.length > 0 && <FileTable store={store} />}
    </>
  );
}
