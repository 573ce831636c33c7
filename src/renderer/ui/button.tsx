import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { Key } from './key.tsx';

export type ButtonProps = ComponentProps<'button'> & {
  /** The key that does the same, shown on the button and in its tooltip. */
  readonly shortcut?: string;
  /** What happens, in a sentence, for the tooltip. */
  readonly hint?: string;
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly pressed?: boolean;
};

/** A button with a word on it; its tooltip names the key. */
export function Button({
  shortcut,
  hint,
  kind = 'plain',
  pressed,
  children,
  className,
  ...rest
}: ButtonProps) {
  const button = (
    <button
      type="button"
      className={[styles.button, styles[kind], className].filter(Boolean).join(' ')}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      {...rest}
    >
      {shortcut !== undefined && <Key name={shortcut} />}
      {children}
    </button>
  );
  if (hint === undefined) return button;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={button} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.positioner}>
          <Tooltip.Popup className={styles.tooltip}>
            {hint}
            {shortcut !== undefined && <Key name={shortcut} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
