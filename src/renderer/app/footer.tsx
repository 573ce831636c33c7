import { useStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import { RemarkMark } from '#renderer/features/engine/index.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { Key } from '#renderer/ui/key.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { footerWords as words } from '#renderer/words/app.ts';
import styles from './footer.module.css';
import { hintsOf } from './hints.ts';
import type { Stores } from './stores.ts';

/** `48 sites · last heartbeat round 02:10, 12 ms`. */
function roundsText(status: EngineStatus, now: number): string {
  const heartbeat = status.rounds.find((round) => round.cadence === 'HEARTBEAT');
  if (heartbeat === undefined) return words.noRound(status.sites);
  const at = formatClock(heartbeat.ran_at, status.timezone, now, { zone: false });
  const { duration_ms, failures } = heartbeat;
  return words.lastRound(status.sites, { at, ms: Math.ceil(duration_ms), failures });
}

/** The keys that are used most on the screen that is shown, and how the engine is doing. */
export function Footer({ stores }: { readonly stores: Stores }) {
  const status = useStore(stores.engine, (state) => state.status);
  const { screen, site } = useStore(stores.view);
  const isMapLarge = useStore(stores.map, (state) => state.full);
  const now = useNow(60_000);
  return (
    <footer className={styles.footer}>
      <span className={styles.hints}>
        {hintsOf({ screen, site }, isMapLarge).map(([keys, word]) => (
          <span key={word} className={styles.hint}>
            {keys.map((key) => (
              <Key key={key} name={key} />
            ))}
            {word}
          </span>
        ))}
      </span>
      <span className={styles.engine}>
        <RemarkMark store={stores.engine} />
        {status !== undefined && roundsText(status, now)}
      </span>
    </footer>
  );
}
