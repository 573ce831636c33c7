import { Said } from '#renderer/ui/said.tsx';
import { loadWords as words } from '#renderer/words/engine.ts';
import styles from './load-meter.module.css';

const BARS = 5;
/** Alarms in ten minutes from which one person cannot keep up any more: 6 an hour is the goal, 10 in 10 min a flood. */
const FLOOD = 10;

/** How busy the desk is: alarms of the last ten minutes. */
export function LoadMeter({ alarms }: { readonly alarms: number }) {
  const full = Math.min(BARS, Math.ceil((alarms / FLOOD) * BARS));
  return (
    <span className={alarms >= FLOOD ? styles.flood : styles.load} title={words.means(FLOOD)}>
      <span className={styles.bars} aria-hidden="true">
        {[...Array(BARS).keys()].map((bar) => (
          <span key={bar} className={bar < full ? styles.full : styles.bar} />
        ))}
      </span>
      <span>
        <Said
          text={words.load}
          count={<span className={styles.count}>{alarms}</span>}
          alarms={<span className={styles.word}>{words.alarms(alarms)}</span>}
        />
      </span>
    </span>
  );
}
