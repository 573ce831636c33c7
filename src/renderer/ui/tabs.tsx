import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import styles from './tabs.module.css';

export type Tab<T extends string> = { readonly value: T; readonly label: string };

type TabsProps<T extends string> = {
  readonly label: string;
  /** Begins the ids of the tabs; the panel has the id `${name}-panel`. */
  readonly name: string;
  readonly tabs: readonly Tab<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Parts of a screen, one at a time: arrow keys lead along them. */
export function Tabs<T extends string>({ label, name, tabs, chosen, onChoose }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ value }) => value === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.value);
    list.current?.querySelector<HTMLElement>(`#${name}-${next.value}`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={press}>
      {tabs.map(({ value, label: word }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={`${name}-${value}`}
          aria-selected={value === chosen}
          aria-controls={`${name}-panel`}
          tabIndex={value === chosen ? 0 : -1}
          className={styles.tab}
          onClick={() => onChoose(value)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
