import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import { pickerWords } from '#renderer/words/ui.ts';
import styles from './picker.module.css';

/** How many entries of a long list are drawn at once. */
const SHOWN = 12;

export type PickerProps = {
  readonly id?: string;
  /** What is picked: `site`. */
  readonly label: string;
  /** What readers hear; `Filter by …` unless given. */
  readonly name?: string;
  readonly value: string | null;
  readonly items: readonly string[];
  /** What an entry reads as; itself unless given. */
  readonly describe?: (item: string) => string;
  /** Where the list lies when it is wider than the field: over what is left of it, unless given. */
  readonly opens?: 'left' | 'right';
  /** What was typed is picked where no entry fits. */
  readonly takesText?: boolean;
  readonly onPick: (item: string | null) => void;
};

/** Entries in which every word of the text occurs. */
export function matching(
  items: readonly string[],
  text: string,
  describe: (item: string) => string,
): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (item: string) => {
    const said = describe(item).toLowerCase();
    return words.every((word) => said.includes(word));
  };
  return items.filter(isWanted).slice(0, SHOWN);
}

/** One of many codes, found by typing; cleared by its cross. */
export function Picker({
  id,
  label,
  name = pickerWords.filterBy(label),
  value,
  items,
  describe = (item) => item,
  opens = 'left',
  takesText = false,
  onPick,
}: PickerProps) {
  /** What is being typed; null while the list is closed. */
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = text === null ? [] : matching(items, text, describe);
  const isOpen = text !== null;
  const close = () => setText(null);
  const pick = (item: string | null) => {
    close();
    onPick(item);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && !isOpen) setText('');
    else if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && isOpen)
      pick(found[at] ?? (takesText && text.trim() !== '' ? text.trim() : value));
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={`${styles.group} ${value === null ? '' : styles.set}`}>
      <input
        id={id}
        className={styles.input}
        role="combobox"
        aria-label={name}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${at}` : undefined}
        autoComplete="off"
        placeholder={label}
        title={value === null ? undefined : describe(value)}
        value={text ?? value ?? ''}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onClick={() => !isOpen && setText('')}
        onBlur={close}
        onKeyDown={press}
      />
      {value !== null && (
        <button
          type="button"
          className={styles.clear}
          aria-label={pickerWords.any(label)}
          onClick={() => pick(null)}
        >
          ×
        </button>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        className={`${styles.list} ${styles[opens]}`}
        hidden={!isOpen}
      >
        {found.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the text field holds the focus and names the active entry
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field's keys do it
          <div
            key={item}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.item}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(item)}
          >
            {describe(item)}
          </div>
        ))}
        {isOpen && found.length === 0 && (
          // biome-ignore lint/a11y/useFocusableInteractive: it says that there is nothing to choose
          <div className={styles.none} role="option" aria-selected={false} aria-disabled="true">
            {pickerWords.none(label)}
          </div>
        )}
      </div>
    </div>
  );
}
