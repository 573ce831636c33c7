import { useState } from 'react';
import { useStore } from 'zustand';
import type { CaseDto } from '#contract/cases.ts';
import { LONGEST_NOTE } from '#core/model/case-folder.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { caseWords as words } from '#renderer/words/bundles.ts';
import { personName } from '#renderer/words/codes.ts';
import styles from './bundles.module.css';
import type { BundlesStore, IntactBundle, OpenedFile } from './bundles-store.ts';
import type { CasesStore } from './cases-store.ts';

export type CasePanelProps = {
  readonly store: CasesStore;
  readonly bundles: BundlesStore;
  readonly folder: CaseDto;
  readonly zone: string;
};
type Item = CaseDto['items'][number];

function Head({ store, folder, zone }: Omit<CasePanelProps, 'bundles'>) {
  const { change, askToSave, remove } = useStore(store);
  const [name, setName] = useState(folder.name);
  const isOpen = folder.closed_at === null;
  return (
    <Card title={words.case}>
      <p className={styles.faint}>
        <Said
          text={words.opened}
          at={formatInstant(folder.opened_at, zone)}
          who={personName(folder.opened_by)}
        />{' '}
        {folder.closed_at !== null && (
          <Said
            text={words.closedAt}
            at={formatInstant(folder.closed_at, zone)}
            who={personName(folder.closed_by ?? '')}
          />
        )}
      </p>
      {isOpen ? (
        <form
          className={styles.name}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void change({ kind: 'rename', name: name.trim() });
          }}
        >
          <Field label={words.name}>
            <TextField
              maxLength={200}
              value={name}
              data-testid="case-name"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            disabled={name.trim() === '' || name.trim() === folder.name}
            data-testid="case-rename"
          >
            {words.rename}
          </Button>
        </form>
      ) : (
        <h3 className={styles.caseName}>{folder.name}</h3>
      )}
      <div className={styles.actions}>
        <Button
          kind="primary"
          hint={words.saveHint}
          disabled={folder.items.length === 0}
          data-testid="case-save"
          onClick={() => askToSave(true)}
        >
          {words.save}
        </Button>
        <Button
          hint={isOpen ? words.closeHint : words.reopenHint}
          data-testid="case-close"
          onClick={() => void change({ kind: isOpen ? 'close' : 'reopen' })}
        >
          {isOpen ? words.close : words.reopen}
        </Button>
        {!isOpen && (
          <Button hint={words.removeHint} data-testid="case-remove" onClick={() => void remove()}>
            {words.remove}
          </Button>
        )}
      </div>
    </Card>
  );
}

const isIntact = (file: OpenedFile): file is OpenedFile & { readonly result: IntactBundle } =>
  file.result.state === 'INTACT' && file.result.kind === 'BUNDLE';

function ItemLine({
  item,
  index,
  store,
  isOpen,
  isHere,
}: {
  readonly item: Item;
  readonly index: number;
  readonly store: CasesStore;
  readonly isOpen: boolean;
  readonly isHere: boolean;
}) {
  const { change, shown } = useStore(store);
  const last = (shown?.items.length ?? 0) - 1;
  const labelled = (what: string) => ({ 'aria-label': words.on(what, item.finding) });
  return (
    <li className={styles.held} data-testid="case-item">
      <div>
        <p>
          <strong>{item.finding}</strong> {item.title}
        </p>
        <p className={styles.faint}>
          {item.bundle === null ? words.ofFinding : words.ofBundle(item.bundle.file_name)}
          {!isHere && <span className={styles.bad}> {words.bundleAway}</span>}
        </p>
      </div>
      {isOpen && (
        <div className={styles.actions}>
          <Button
            {...labelled(words.up)}
            disabled={index === 0}
            data-testid="case-up"
            onClick={() => void change({ kind: 'move', item: item.id, by: -1 })}
          >
            {words.up}
          </Button>
          <Button
            {...labelled(words.down)}
            disabled={index === last}
            data-testid="case-down"
            onClick={() => void change({ kind: 'move', item: item.id, by: 1 })}
          >
            {words.down}
          </Button>
          <Button
            {...labelled(words.takeOut)}
            data-testid="case-take-out"
            onClick={() => void change({ kind: 'remove', item: item.id })}
          >
            {words.takeOut}
          </Button>
        </div>
      )}
    </li>
  );
}

function Items({ store, bundles, folder }: Omit<CasePanelProps, 'zone'>) {
  const { change } = useStore(store);
  const { files } = useStore(bundles);
  const here = files.filter(isIntact);
  const isOpen = folder.closed_at === null;
  const isHere = ({ bundle }: Item) =>
    bundle === null || here.some(({ result }) => result.sha256 === bundle.sha256);
  const held = new Set(folder.items.map(({ bundle }) => bundle?.sha256));
  return (
    <Card title={words.holds}>
      {folder.items.length === 0 && <p className={styles.faint}>{words.holdsNothing}</p>}
      <ol className={styles.holds}>
        {folder.items.map((item, index) => (
          <ItemLine key={item.id} {...{ item, index, store, isOpen }} isHere={isHere(item)} />
        ))}
      </ol>
      {isOpen && (
        <div className={styles.actions}>
          {here
            .filter(({ result }) => !held.has(result.sha256))
            .map(({ id, name, result }) => (
              <Button
                key={id}
                data-testid="case-add-bundle"
                onClick={() =>
                  void change({
                    ...{ kind: 'add_bundle', finding: result.finding, title: result.title },
                    bundle: {
                      file_name: name,
                      sha256: result.sha256,
                      fingerprint: result.seal.fingerprint,
                      redacted: result.seal.redacted,
                    },
                  })
                }
              >
                {words.addBundleOf(name)}
              </Button>
            ))}
        </div>
      )}
    </Card>
  );
}

const ALL = 'all';

function NoteForm({ store, folder }: Pick<CasePanelProps, 'store' | 'folder'>) {
  const { change } = useStore(store);
  const [text, write] = useState('');
  const [about, choose] = useState<string>(ALL);
  const send = async () => {
    const isDone = await change({ kind: 'note', text: text.trim(), item: about === ALL ? null : about });
    if (isDone) write('');
  };
  return (
    <form
      className={styles.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void send();
      }}
    >
      <Field label={words.note}>
        <NoteField
          maxLength={LONGEST_NOTE}
          value={text}
          data-testid="case-note"
          onChange={(event) => write(event.target.value)}
        />
      </Field>
      <Field label={words.about}>
        <ChoiceField
          value={about}
          data-testid="case-note-about"
          choices={[
            { value: ALL, label: words.aboutAll },
            ...folder.items.map((item) => ({ value: item.id, label: `${item.finding} ${item.title}` })),
          ]}
          onChoose={choose}
        />
      </Field>
      <Button type="submit" disabled={text.trim() === ''} data-testid="case-write">
        {words.write}
      </Button>
    </form>
  );
}

function Notes({ store, folder, zone }: Omit<CasePanelProps, 'bundles'>) {
  const nameOf = (id: string | null) => folder.items.find((item) => item.id === id)?.finding;
  return (
    <Card title={words.notes}>
      {folder.notes.length === 0 && <p className={styles.faint}>{words.noNotes}</p>}
      <ol className={styles.holds}>
        {folder.notes.map(({ at, by, text, item }) => (
          <li key={`${at} ${by} ${text}`} data-testid="case-noted">
            <p className={styles.noteText}>{text}</p>
            <p className={styles.faint}>
              <Said text={words.noteBy} who={personName(by)} at={formatInstant(at, zone)} />{' '}
              {nameOf(item) !== undefined && <Said text={words.aboutOne} what={nameOf(item) ?? ''} />}
            </p>
          </li>
        ))}
      </ol>
      {folder.closed_at === null && <NoteForm store={store} folder={folder} />}
    </Card>
  );
}

/** One case: what it holds, in its order, and what was written about it. */
export const CasePanel = (props: CasePanelProps) => (
  <div className={styles.panel} data-testid="case">
    <Head {...props} key={`${props.folder.id} ${props.folder.name}`} />
    <Items {...props} />
    <Notes {...props} />
  </div>
);
