import styles from './load-meter.module.css';

const BARS = 5;
/** Alarms in ten minutes from which one person cannot keep up any more: 6 an hour is the goal, 10 in 10 min a flood. */
const FLOOD = 10;

/** How busy the desk is: alarms of the last ten minutes. */
export function LoadMeter({ alarms }: { readonly alarms: number }) {
  const full = Math.min(BARS, Math.ceil((alarms / FLOOD) * BARS));
  return (
    <span
      className={alarms >= FLOOD ? styles.flood : styles.load}
      title={`Alarms in the last 10 minutes; ${FLOOD} are a flood`}
    >
      <span className={styles.bars} aria-hidden="true">
        {[...Array(BARS).keys()].map((bar) => (
          <span key={bar} className={bar < full ? styles.full : styles.bar} />
        ))}
      </span>
      <span>
        {alarms} <span className={styles.word}>{alarms === 1 ? 'alarm' : 'alarms'}</span> in 10 min
      </span>
    </span>
  );
}
