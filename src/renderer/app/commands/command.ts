import type { MethodName } from '#contract/index.ts';
import { type groupWords, keyWords } from '#renderer/words/commands.ts';

export type CommandGroup = (typeof groupWords)[keyof typeof groupWords];

/** One thing that the operator can do: by its key, from the palette, and listed under `?`. */
export type Command = {
  readonly title: string;
  readonly group: CommandGroup;
  /** As `KeyboardEvent.key` says it, with `Ctrl+` for Ctrl or Cmd; null: only in the palette. */
  readonly key: string | null;
  readonly run: () => void;
  /** The method that it needs: whoever may not use it is not offered it. */
  readonly method?: MethodName;
  /** Why it cannot be done now, in a sentence; null when it can. */
  readonly hindrance?: () => string | null;
};

/** How a key is printed on the screen. */
export function keyLabel(key: string): string {
  if (key === 'Escape') return keyWords.escape;
  if (key === 'Enter') return keyWords.enter;
  if (key.startsWith('Ctrl+')) return keyWords.withControl(key.slice(5).toUpperCase());
  return /^[A-Z]$/.test(key) ? keyWords.withShift(key) : key;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Whether an event is the key of a command. */
export function isKeyOf(key: string, event: Pressed): boolean {
  if (event.altKey) return false;
  const wantsControl = key.startsWith('Ctrl+');
  if (wantsControl !== (event.ctrlKey || event.metaKey)) return false;
  return wantsControl ? event.key.toLowerCase() === key.slice(5) : event.key === key;
}
