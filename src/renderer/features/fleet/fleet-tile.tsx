import { memo } from 'react';
import { CADENCES } from '#core/model/audit-config.ts';
import { FLEET_WORDS } from '#renderer/words/fleet.ts';
import type { Site } from './fleet-order.ts';
import { LastAudit, Phase, SourceHealth, Worst } from './parts.tsx';
import styles from './tiles.module.css';

export type FleetTileProps = {
  readonly site: Site;
  readonly column: number;
  readonly isCursor: boolean;
  readonly isAuditing: boolean;
  readonly onOpen: (site: string) => void;
};

/** One site as a tile: grey while it is quiet, with the shape and colour of what is worst. */
export const FleetTile = memo(function FleetTile(props: FleetTileProps) {
  const { site, column, isCursor, isAuditing, onOpen } = props;
  const kind = site.worst === null ? styles.quiet : styles[site.worst];
  return (
    // biome-ignore lint/a11y/useSemanticElements: tiles are no table
    <div
      role="gridcell"
      aria-colindex={column + 1}
      className={`${styles.tile} ${kind}`}
      data-site={site.code}
      tabIndex={isCursor ? 0 : -1}
      title={FLEET_WORDS.page(site.code)}
      onClick={() => onOpen(site.code)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onOpen(site.code);
      }}
    >
      <div className={styles.top}>
        <span className={styles.code}>{site.code}</span>
        <Worst site={site} />
        {site.open_findings > 0 && (
          <span className={styles.open}>{FLEET_WORDS.open(site.open_findings)}</span>
        )}
      </div>
      <div className={styles.name}>{site.name}</div>
      <div className={styles.line}>
        <span className={styles.client}>{site.client}</span>
        {site.phase !== 'AUDITED' && <Phase site={site} />}
        {site.suppressed > 0 && <span>{FLEET_WORDS.suppressed(site.suppressed)}</span>}
      </div>
      <div className={styles.line}>
        {isAuditing
          ? FLEET_WORDS.auditing
          : CADENCES.map((cadence) => <LastAudit key={cadence} site={site} cadence={cadence} letter />)}
        <span className={styles.source}>
          <SourceHealth site={site} short />
        </span>
      </div>
    </div>
  );
});
