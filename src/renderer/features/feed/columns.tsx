import { COLUMN } from '#renderer/words/feed.ts';
import styles from './feed-row.module.css';

/** The names of the columns, over them. Readers hear the rows themselves. */
export const Columns = () => (
  <div className={styles.columns} aria-hidden="true">
    <span />
    <span className={styles.severity}>
      <span className={styles.word}>{COLUMN.severity}</span>
    </span>
    <span className={styles.site}>{COLUMN.site}</span>
    <span className={styles.name}>{COLUMN.name}</span>
    <span>{COLUMN.what}</span>
    <span className={styles.flagsHead}>{COLUMN.flags}</span>
    <span className={styles.state}>{COLUMN.state}</span>
    <span className={styles.owner}>{COLUMN.owner}</span>
    <span className={styles.since}>{COLUMN.since}</span>
    <span className={styles.number}>{COLUMN.age}</span>
    <span className={`${styles.number} ${styles.sla}`}>{COLUMN.sla}</span>
  </div>
);
