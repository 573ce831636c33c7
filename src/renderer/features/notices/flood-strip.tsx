import { useStore } from 'zustand';
import type { FloodState } from '#contract/notices.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { noticesWords as words } from '#renderer/words/notices.ts';
import type { NoticesStore } from './notices-store.ts';
import styles from './strips.module.css';

/** Sites that are named: the others are in the feed. */
const NAMED = 4;

/** The worst sites by their codes: in the order of how bad they are, every alarm would move them about under the hand. */
const named = ({ sites }: FloodState): FloodState['sites'] =>
  sites.slice(0, NAMED).toSorted((a, b) => ((a.site ?? '') < (b.site ?? '') ? -1 : 1));

export type FloodActions = {
  /** Groups the feed by site; absent where the feed cannot. */
  readonly onShowBySite?: () => void;
  readonly onOnlyGrave: () => void;
  readonly onShowSite: (site: string) => void;
};

function WorstSites({
  flood,
  onShowSite,
}: {
  readonly flood: FloodState;
  readonly onShowSite: FloodActions['onShowSite'];
}) {
  return (
    <ul className={styles.sites} aria-label={words.floodSites}>
      {named(flood).map(({ site, count, worst }) => (
        <li key={site ?? ''} className={styles.site}>
          <SeverityGlyph severity={worst} state="seen" size={12} />
          {site === null ? (
            words.installation
          ) : (
            <button
              type="button"
              className={styles.link}
              title={words.showSite(site)}
              onClick={() => onShowSite(site)}
            >
              {site}
            </button>
          )}{' '}
          {count}
        </li>
      ))}
    </ul>
  );
}

export type FloodStripProps = FloodActions & { readonly store: NoticesStore; readonly zone: string };

/** Says that more alarms come than one person can take, what is held back meanwhile, and offers two ways to look at it. */
export function FloodStrip({ store, zone, onShowBySite, onOnlyGrave, onShowSite }: FloodStripProps) {
  const flood = useStore(store, (state) => state.flood);
  return (
    <div role="status">
      {flood?.active === true && flood.since !== null && (
        <div className={styles.flood} data-testid="flood">
          <span className={styles.said}>
            <Said
              text={words.floodSaid}
              alarms={<strong>{words.flood(flood)}</strong>}
              since={<LocalTime at={flood.since} zone={zone} />}
              held={
                <span title={words.floodHeldHint(flood)} data-testid="flood-held">
                  {words.floodHeld(flood)}
                </span>
              }
            />
          </span>
          <WorstSites flood={flood} onShowSite={onShowSite} />
          <span className={styles.actions}>
            {onShowBySite !== undefined && <Button onClick={onShowBySite}>{words.showBySite}</Button>}
            <Button onClick={onOnlyGrave}>{words.onlyGrave}</Button>
          </span>
        </div>
      )}
    </div>
  );
}
