import { Popover } from '@base-ui/react/popover';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { formatDay } from '#renderer/ui/time.ts';
import { personName } from '#renderer/words/codes.ts';
import { VIEWS_WORDS as WORDS } from '#renderer/words/feed.ts';
import type { FeedStore } from './feed-store.ts';
import type { ViewEntry } from './view-model.ts';
import { BUILT_IN, entriesOf, nameOfShown, shownBy, viewOf } from './view-model.ts';
import styles from './view-picker.module.css';
import type { ViewsStore } from './views-store.ts';

export type ViewPickerProps = {
  readonly store: FeedStore;
  readonly views: ViewsStore;
  /** The actor of the person at this desk; null until somebody has said a name. */
  readonly me: string | null;
};

const LIST_ID = 'feed-views';

type EntryProps = {
  readonly entry: ViewEntry;
  readonly isActive: boolean;
  readonly id: string;
  readonly onChoose: (entry: ViewEntry) => void;
  readonly onRemove: (name: string) => void;
};

function remark(entry: ViewEntry): string {
  if (entry.kind === 'built-in') return WORDS.builtIn;
  if (entry.kind === 'unreadable') return WORDS.unreadable;
  return WORDS.savedBy(personName(entry.saved.saved_by), formatDay(entry.saved.saved_at, 'UTC'));
}

function Entry({ entry, isActive, id, onChoose, onRemove }: EntryProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text field holds the focus and names the active entry
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field's keys do it
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={entry.kind === 'unreadable'}
      data-testid="view-entry"
      className={styles.entry}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(entry)}
    >
      <span className={styles.name}>{entry.name}</span>
      <span className={styles.remark}>{remark(entry)}</span>
      {entry.kind === 'saved' && (
        // biome-ignore lint/a11y/noStaticElementInteractions: an option holds no controls; the key Del does it
        // biome-ignore lint/a11y/useKeyWithClickEvents: the key Del does it
        <span
          className={styles.remove}
          title={WORDS.removeHint}
          onClick={(event) => {
            event.stopPropagation();
            onRemove(entry.name);
          }}
        >
          ×
        </span>
      )}
    </div>
  );
}

/** The button that keeps what is shown under the name that was typed, and says what it would replace. */
function Save({ text, store, views, me, onSaved }: ViewPickerProps & { text: string; onSaved: () => void }) {
  const name = text.trim();
  const { saved, save } = useStore(views);
  if (name === '') return <p className={styles.hint}>{WORDS.nameIt}</p>;
  if (BUILT_IN.some((view) => view.name.toLowerCase() === name.toLowerCase()))
    return <p className={styles.hint}>{WORDS.reserved(name)}</p>;
  const known = saved?.find((view) => view.name === name);
  const keep = async () => {
    if (await save(name, viewOf(store.getState(), me), known !== undefined)) onSaved();
  };
  return (
    <Button shortcut="Ctrl ↵" data-testid="view-save" onClick={() => void keep()}>
      {known === undefined ? WORDS.save(name) : WORDS.replace(name, personName(known.saved_by))}
    </Button>
  );
}

/** What became of the last change, for a while. */
function Outcome({ views }: Pick<ViewPickerProps, 'views'>) {
  const { fault, message } = useStore(views);
  return (
    <div role="status" className={styles.outcome}>
      {fault !== undefined && <p className={styles.fault}>{fault.message}</p>}
      {fault === undefined && message !== null && (
        <p>
          {message.text}{' '}
          {message.undo !== null && (
            <Button data-testid="view-undo" onClick={message.undo}>
              {WORDS.undo}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function Panel(props: ViewPickerProps) {
  const { store, views, me } = props;
  const { saved, open, remove } = useStore(views);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const saveArea = useRef<HTMLDivElement>(null);
  const entries = entriesOf(saved ?? [], text);
  const active = Math.min(at, entries.length - 1);
  const choose = (entry: ViewEntry | undefined) => {
    if (entry === undefined || entry.kind === 'unreadable') return;
    store.getState().show(shownBy(entry.view, me));
    open(false);
  };
  const press = (event: KeyboardEvent) => {
    const entry = entries[active];
    const isSaved = entry?.kind === 'saved';
    if (event.key === 'ArrowDown') setAt(Math.min(entries.length - 1, active + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, active - 1));
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      saveArea.current?.querySelector('button')?.click();
    else if (event.key === 'Enter') choose(entry);
    else if (event.key === 'Delete' && isSaved && text === '') void remove(entry.name);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextField
        role="combobox"
        aria-label={WORDS.find}
        aria-expanded={true}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? `${LIST_ID}-${active}` : undefined}
        autoComplete="off"
        placeholder={WORDS.find}
        maxLength={60}
        data-testid="view-name"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={LIST_ID} role="listbox" aria-label={WORDS.title} className={styles.list}>
        {entries.map((entry, index) => (
          <Entry
            key={`${entry.kind}:${entry.name}`}
            id={`${LIST_ID}-${index}`}
            entry={entry}
            isActive={index === active}
            onChoose={choose}
            onRemove={(name) => void remove(name)}
          />
        ))}
      </div>
      {entries.length === 0 && <p className={styles.hint}>{WORDS.none}</p>}
      <div ref={saveArea}>
        <Save {...props} text={text} onSaved={() => setText('')} />
      </div>
      <Outcome views={views} />
    </>
  );
}

/** Views of the feed: to choose, to keep under a name, to remove. */
export function ViewPicker(props: ViewPickerProps) {
  const { store, views, me } = props;
  const { isOpen, saved, open } = useStore(views);
  const shown = useStore(store);
  const name = nameOfShown(shown, saved ?? [], me);
  useEffect(() => {
    if (isOpen && saved === undefined) void views.getState().load();
  }, [isOpen, saved, views]);
  return (
    <Popover.Root open={isOpen} onOpenChange={(next) => open(next)}>
      <Popover.Trigger
        render={
          <Button
            kind="quiet"
            shortcut="v"
            data-testid="views"
            className={styles.trigger}
            title={WORDS.hint}
          />
        }
      >
        <span className={styles.current}>{name ?? WORDS.open}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={4} align="end">
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{WORDS.title}</Popover.Title>
            <Panel {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
