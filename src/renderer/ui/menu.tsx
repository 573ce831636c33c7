import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { Button } from './button.tsx';
import { Key } from './key.tsx';
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
};

/** A button that opens a list of things to do, each with its key. */
export function MenuButton({ label, actions, testId }: MenuButtonProps) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={<Button data-testid={testId} />}>
        {label}
        <ChevronDown size={14} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className={styles.positioner}>
          <Menu.Popup className={styles.popup}>
            {actions.map(({ label: name, key, hint, run }) => (
              <Menu.Item
                key={name}
                label={name}
                className={styles.item}
                {...(key === null ? {} : { 'aria-keyshortcuts': key })}
                onClick={run}
              >
                <span className={styles.key}>{key !== null && <Key name={key} />}</span>
                <span>
                  {name}
                  <span className={styles.hint}>{hint}</span>
                </span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
