import { useStore } from 'zustand';
import type { EpochMs } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { linkWords as words } from '#renderer/words/workstations.ts';
import type { LinkStore } from './link-store.ts';
import { troubleOf } from './link-text.ts';
import styles from './workstations.module.css';

export type LinkBannerProps = {
  readonly store: LinkStore;
  readonly now: EpochMs;
  readonly zone: string;
  /** When the engine was heard last; undefined: never by this page. */
  readonly heardAt: EpochMs | undefined;
};

/** Says that the connection to the engine does not hold, how old the screen is, what becomes of what is done, and when it is tried again. */
export function LinkBanner({ store, now, zone, heardAt }: LinkBannerProps) {
  const link = useStore(store, (state) => state.link);
  const retry = useStore(store, (state) => state.retry);
  const clock = (at: EpochMs) => formatClock(at, zone, now);
  const old = heardAt === undefined ? words.nothingYet : words.old(clock(heardAt), formatAge(now - heardAt));
  const trouble = link === null || link === undefined ? null : troubleOf(link, clock(link.since), old);
  return (
    <div role="alert">
      {link !== null && link !== undefined && trouble !== null && (
        <div className={styles.banner} data-testid="link-banner" data-state={link.state}>
          <p>
            <strong>{trouble.what}</strong> {trouble.more.join(' ')}
          </p>
          <span className={styles.next}>
            {/* Not read out with each second that passes. */}
            {link.retry_at !== null && (
              <span aria-hidden="true">{words.next(Math.ceil((link.retry_at - now) / 1_000))}</span>
            )}
            {link.state !== 'CONNECTING' && <Button onClick={() => void retry()}>{words.retry}</Button>}
          </span>
        </div>
      )}
    </div>
  );
}
