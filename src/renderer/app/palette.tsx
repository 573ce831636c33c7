import type { KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { TextField } from '#renderer/ui/field.tsx';
import { Key } from '#renderer/ui/key.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { paletteWords } from '#renderer/words/commands.ts';
import type { Command } from './commands/index.ts';
import { keyLabel } from './commands/index.ts';
import styles from './palette.module.css';

/** Commands that are listed at once. */
const SHOWN = 12;

/** Commands in which every word occurs; those whose title begins with the text come first. */
export function search(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const said = (command: Command) => `${command.title} ${command.group}`.toLowerCase();
  const rank = (command: Command) => (command.title.toLowerCase().startsWith(wanted) ? 0 : 1);
  return commands
    .filter((command) => words.every((word) => said(command).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN);
}

export type PaletteProps = {
  readonly open: boolean;
  readonly commands: () => readonly Command[];
  readonly onClose: () => void;
};

/** Every command by its name. */
export function Palette({ open, commands, onClose }: PaletteProps) {
  const first = useRef<HTMLInputElement>(null);
  return (
    <Modal title={paletteWords.title} open={open} onClose={onClose} focus={first}>
      <PaletteBody commands={commands} onClose={onClose} first={first} />
    </Modal>
  );
}

type BodyProps = Omit<PaletteProps, 'open'> & { readonly first: React.RefObject<HTMLInputElement | null> };

function PaletteBody({ commands, onClose, first }: BodyProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const all = useMemo(commands, [commands]);
  const found = search(all, text);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextField
        ref={first}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={found.length > 0 ? `command-${at}` : undefined}
        aria-label={paletteWords.field}
        placeholder={paletteWords.ask}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id="palette" role="listbox" aria-label={paletteWords.title} className={styles.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the text field holds the focus and names the active command
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field's keys do it
          <div
            key={command.title}
            id={`command-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.command}
            aria-disabled={(command.hindrance?.() ?? null) !== null}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            <span className={styles.group}>{command.hindrance?.() ?? command.group}</span>
            {command.key !== null && <Key name={keyLabel(command.key)} />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p>{paletteWords.none}</p>}
    </>
  );
}
