import { ariaKeyWords } from '#renderer/words/commands.ts';

const NAMES: Readonly<Record<string, string>> = ariaKeyWords;

/** A key as it is printed, `Ctrl ↵`, in the way that `aria-keyshortcuts` wants it: `Control+Enter`. */
export const ariaKeys = (printed: string): string =>
  printed
    .split(' ')
    .map((part) => NAMES[part] ?? part)
    .join('+');
