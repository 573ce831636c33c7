import { ChevronDown } from 'lucide-react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { Key } from './key.tsx';
import { ariaKeys } from './key-names.ts';
import styles from './menu.module.css';

/** One thing to do, in a menu. */
export type MenuAction = {
  readonly label: string;
  /** The key that does the same, as it is printed: `g`, `Shift N`; null: there is none. */
  readonly key: string | null;
  /** What happens, in a sentence. */
  readonly hint: string;
  readonly run: () => void;
};

export type MenuButtonProps = {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly testId?: string;
  readonly kind?: ButtonProps['kind'];
  readonly className?: string | undefined;
  readonly hint?: string;
  /** Whether one of its actions is where the person is now. */
  readonly isCurrent?: boolean;
};

/** Which entry has the focus after a key; null: the key moves nothing. */
export function moved(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/**
 * A button that opens a list of things to do, each with its key; the keys work in the list too. The list stays inside the
 * page's regions, where readers expect it.
 */
export function MenuButton({ label, actions, testId, kind, className, hint, isCurrent }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const leave = (event: FocusEvent) => {
    if (!frame.current?.contains(event.relatedTarget)) setOpen(false);
  };
  const open = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || isOpen) return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus has left the button and its list
    <div ref={frame} className={styles.frame} onBlur={leave}>
      <Button
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-current={isCurrent === true ? 'page' : undefined}
        data-testid={testId}
        className={className}
        {...(kind === undefined ? {} : { kind })}
        {...(hint === undefined ? {} : { hint })}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={open}
      >
        {label}
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      {isOpen && <MenuList id={id} label={label} actions={actions} onClose={close} />}
    </div>
  );
}

type MenuListProps = Pick<MenuButtonProps, 'label' | 'actions'> & {
  readonly id: string;
  readonly onClose: () => void;
};

function MenuList({ id, label, actions, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  useLayoutEffect(() => moveInside(list.current), []);
  useEffect(() => {
    list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]')[at]?.focus();
  }, [at]);
  const run = (action: MenuAction | undefined) => {
    if (action === undefined) return;
    onClose();
    action.run();
  };
  const press = (event: KeyboardEvent) => {
    const next = moved(event.key, at, actions.length);
    const named = actions.find(({ key }) => key === event.key);
    if (next !== null) setAt(next);
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' || event.key === ' ') run(actions[at]);
    else if (named !== undefined) run(named);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={list} id={id} role="menu" aria-label={label} className={styles.popup} onKeyDown={press}>
      {actions.map((action, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the whole list are read above
        <div
          key={action.label}
          role="menuitem"
          tabIndex={index === at ? 0 : -1}
          data-action={action.label}
          className={styles.item}
          aria-keyshortcuts={action.key === null ? undefined : ariaKeys(action.key)}
          onPointerMove={() => setAt(index)}
          onClick={() => run(action)}
        >
          <span className={styles.key}>{action.key !== null && <Key name={action.key} />}</span>
          <span>
            {action.label}
            <span className={styles.hint}>{action.hint}</span>
          </span>
        </div>
      ))}
    </div>
  );
}

/** Moves a list that would leave the window to the right back into it. */
function moveInside(list: HTMLElement | null): void {
  if (list === null) return;
  const beyond = list.getBoundingClientRect().right - (document.documentElement.clientWidth - 8);
  if (beyond > 0) list.style.left = `${-Math.ceil(beyond)}px`;
}
