import { useEffect } from 'react';
import type { Command } from './commands/index.ts';
import { isKeyOf } from './commands/index.ts';

/** A box that is ticked and a slider take no letters. */
const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]';

/** A dialog or menu that is fading out is still drawn and may still have the focus, but the keys are the screen's again. */
const CLOSING = '[data-closed]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(TYPED_INTO) !== null && target.closest(CLOSING) === null;

/** Enter belongs to a focused button, link or fold, not to the screen. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null;

const hasDialog = (): boolean =>
  document.querySelector(`:is([role="dialog"], [role="menu"]):not(${CLOSING})`) !== null;

/**
 * Runs the commands by their keys, except while somebody types, or a dialog or menu is open. Esc leaves a field; `onLeft` gives the
 * keys to somewhere else then.
 */
export function useKeys(commands: readonly Command[], onLeft: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || hasDialog()) return;
      if (event.key === 'Escape' && isTyping(event.target) && event.target instanceof HTMLElement) {
        event.target.blur();
        return onLeft();
      }
      if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return;
      if (event.key === 'Enter' && isControl(event.target)) return;
      const command = commands.find(({ key }) => key !== null && isKeyOf(key, event));
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [commands, onLeft]);
}
