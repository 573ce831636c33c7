import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { Key } from './key.tsx';
import { ariaKeys } from './key-names.ts';

export type ButtonProps = ComponentProps<'button'> & {
  /** The key that does the same, as it is printed, shown on the button and in its tooltip. */
  readonly shortcut?: string;
  /** Where there is no room for the key on the button: it stands in the tooltip only. */
  readonly hidesKey?: boolean;
  /** What happens, in a sentence, for the tooltip. */
  readonly hint?: string;
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly pressed?: boolean;
};

/** A button with a word on it; its tooltip names the key. */
export function Button({
  shortcut,
  hidesKey = false,
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
      aria-keyshortcuts={shortcut === undefined ? undefined : ariaKeys(shortcut)}
      aria-description={hint}
      {...rest}
    >
      {shortcut !== undefined && !hidesKey && <Key name={shortcut} />}
      {children}
    </button>
  );
  if (hint === undefined) return button;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={button} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles.positioner}>
          {/* For the eye: readers have the same as the description of the button, and the place is outside of all regions. */}
          <Tooltip.Popup className={styles.tooltip} aria-hidden="true">
            {hint}
            {shortcut !== undefined && <Key name={shortcut} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
