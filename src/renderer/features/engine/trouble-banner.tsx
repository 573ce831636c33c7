import { useStore } from 'zustand';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { troubleWords as words } from '#renderer/words/engine.ts';
import type { EngineStore } from './engine-store.ts';
import { troubleOf } from './staleness.ts';
import styles from './trouble-banner.module.css';

/** Says how old the screen is when the engine does not answer, and in what state the engine is when it is not well. */
export function TroubleBanner({ store }: { readonly store: EngineStore }) {
  const heard = useStore(store);
  const now = useNow();
  const trouble = troubleOf(heard, now);
  const zone = heard.status?.timezone ?? 'UTC';
  return (
    <div role="alert">
      {trouble !== null && (
        <div
          className={`${styles.banner} ${trouble.kind === 'state' && !trouble.grave ? styles.calm : ''}`}
          data-testid="connection-banner"
        >
          {trouble.kind === 'silent' && (
            <>
              <strong>
                {words.silent(formatClock(trouble.since, zone, now), formatAge(now - trouble.since))}
              </strong>{' '}
              {trouble.advice ?? words.silentAdvice}
            </>
          )}
          {trouble.kind === 'never' && (
            <>
              <strong>{words.never}</strong> {trouble.advice ?? words.neverAdvice}
            </>
          )}
          {trouble.kind === 'state' && trouble.text}
        </div>
      )}
    </div>
  );
}
