import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { SiteRow } from '#contract/sites.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { FLEET_MAP } from '#renderer/words/map.ts';
import styles from './fleet-map.module.css';
import { listed } from './site-order.ts';

const ROW_HEIGHT = 40;
const OVERSCAN = 10;

/** A site, or the heading above those without a location. */
type Entry = { readonly key: string; readonly site: SiteRow | null };

function entriesOf(sites: readonly SiteRow[]): readonly Entry[] {
  const first = sites.findIndex(({ location }) => location === null);
  const entries: Entry[] = sites.map((site) => ({ key: site.code, site }));
  return first === -1 ? entries : entries.toSpliced(first, 0, { key: '', site: null });
}

function SiteLine({ site, onOpen }: { readonly site: SiteRow; readonly onOpen: (site: string) => void }) {
  const { code, name, worst, open_findings } = site;
  return (
    <button type="button" className={styles.line} data-testid="map-list-site" onClick={() => onOpen(code)}>
      <span className={styles.glyph}>
        {worst === null ? (
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <circle className={styles.quiet} cx="5" cy="5" r="4" />
          </svg>
        ) : (
          <SeverityGlyph severity={worst} state="seen" />
        )}
      </span>
      <span className={styles.who}>
        <span className="mono">{code}</span> {name}
      </span>
      <span className={styles.how}>
        {worst === null ? FLEET_MAP.quiet : `${SEVERITY_WORD[worst]} · ${FLEET_MAP.open(open_findings)}`}
      </span>
    </button>
  );
}

export type SiteListProps = {
  readonly sites: readonly SiteRow[];
  /** Only those at one place of the map. */
  readonly isGathered: boolean;
  readonly onAll: () => void;
  readonly onOpen: (site: string) => void;
};

/** The sites of the map as a list for keys and readers, worst first. */
export function SiteList({ sites, isGathered, onAll, onOpen }: SiteListProps) {
  const [text, search] = useState('');
  const scroller = useRef<HTMLElement>(null);
  const shown = useMemo(() => listed(sites, text), [sites, text]);
  const entries = useMemo(() => entriesOf(shown), [shown]);
  const unplaced = shown.filter(({ location }) => location === null).length;
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  return (
    <aside className={styles.side} aria-label={FLEET_MAP.listName}>
      <div className={styles.bar}>
        <h2>{isGathered ? FLEET_MAP.only(sites.length) : FLEET_MAP.title(sites.length)}</h2>
        {isGathered && (
          <Button kind="quiet" onClick={onAll}>
            {FLEET_MAP.all}
          </Button>
        )}
        <TextField
          id="map-text"
          type="search"
          className={styles.search}
          aria-label={FLEET_MAP.search}
          placeholder={FLEET_MAP.placeholder}
          value={text}
          data-testid="map-search"
          onChange={(event) => search(event.target.value)}
        />
      </div>
      {shown.length === 0 && <p className={styles.none}>{FLEET_MAP.noneFits}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section ref={scroller} className={styles.scroller} aria-label={FLEET_MAP.listName} tabIndex={0}>
        <ul className={styles.list} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            return (
              entry && (
                <li
                  key={entry.key}
                  className={styles.item}
                  style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                >
                  {entry.site === null ? (
                    <p className={styles.unplaced} title={FLEET_MAP.unplacedWhy(unplaced)}>
                      <strong>{FLEET_MAP.unplaced}</strong> {FLEET_MAP.unplacedWhy(unplaced)}
                    </p>
                  ) : (
                    <SiteLine site={entry.site} onOpen={onOpen} />
                  )}
                </li>
              )
            );
          })}
        </ul>
      </section>
    </aside>
  );
}
