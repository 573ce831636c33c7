import { Combobox } from '@base-ui/react/combobox';
import styles from './picker.module.css';

/** How many entries of a long list are drawn at once. */
const SHOWN = 60;

export type PickerProps = {
  readonly label: string;
  readonly value: string | null;
  readonly items: readonly string[];
  /** What an entry reads as; itself unless given. */
  readonly describe?: (item: string) => string;
  readonly onPick: (item: string | null) => void;
};

/** One of many codes, found by typing; cleared with Esc or by its cross. */
export function Picker({ label, value, items, describe = (item) => item, onPick }: PickerProps) {
  return (
    <Combobox.Root
      items={items}
      value={value}
      onValueChange={onPick}
      itemToStringLabel={describe}
      limit={SHOWN}
      autoHighlight
    >
      <Combobox.InputGroup className={`${styles.group} ${value === null ? '' : styles.set}`}>
        <Combobox.Input className={styles.input} placeholder={label} aria-label={`Filter by ${label}`} />
        {value !== null && (
          <Combobox.Clear className={styles.clear} aria-label={`Any ${label}`}>
            ×
          </Combobox.Clear>
        )}
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner className={styles.positioner} sideOffset={4}>
          <Combobox.Popup className={styles.popup}>
            <Combobox.Empty className={styles.none}>No {label} of that name</Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(item: string) => (
                <Combobox.Item key={item} value={item} className={styles.item}>
                  {describe(item)}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
