import styles from './key.module.css';

/** A key as it is printed on the keyboard. Screen readers hear `aria-keyshortcuts` of the button instead. */
export const Key = ({ name }: { readonly name: string }) => (
  <span className={styles.key} aria-hidden="true">
    {name}
  </span>
);
