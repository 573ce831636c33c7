import type { KeyboardEvent, ReactNode } from 'react';
import { memo } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { FLEET_WORDS } from '#renderer/words/fleet.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './fleet.module.css';
import type { Column, Site } from './fleet-order.ts';
import { COLUMNS } from './fleet-order.ts';
import { LastAudit, Phase, SourceHealth, Worst } from './parts.tsx';

/** A site counts as stable from this share of stable baseline cells, in percent. */
const STABLE_FROM = 80;

/** The way to what was learned of the site. */
function Stability({ site, onShow }: { readonly site: Site; readonly onShow: (site: string) => void }) {
  const isKnown = site.total_cells > 0;
  const isEnough = isKnown && site.stable_pct >= STABLE_FROM;
  const cells = isKnown ? FLEET_WORDS.stableCells(site.stable_cells, site.total_cells) : '';
  const share = isKnown ? FLEET_WORDS.percent(site.stable_pct) : FLEET_WORDS.noneStable;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${styles.link} ${styles.stability} ${isEnough ? '' : styles.faint}`}
      title={`${cells}${FLEET_WORDS.baselinesOf(site.code)}`}
      aria-label={FLEET_WORDS.stableLabel(share, site.code)}
      data-testid="fleet-baselines"
      onClick={() => onShow(site.code)}
    >
      {share}
    </button>
  );
}

/** Where a site leads to. */
export type FleetWays = {
  /** Opens its page. */
  readonly onOpen: (site: string) => void;
  readonly onShowFindings: (site: string) => void;
  readonly onShowBaselines: (site: string) => void;
};
export type FleetRowProps = FleetWays & {
  readonly site: Site;
  readonly position: number;
  /** Whether the keys are here: this row takes the focus of the table. */
  readonly isCursor: boolean;
  readonly isAuditing: boolean;
  readonly canAudit: boolean;
  readonly onAudit: (site: string) => void;
};

const whole = (count: number): ReactNode =>
  count === 0 ? <span className={styles.faint}>{count}</span> : count.toLocaleString(LOCALE);

type LinkProps = { readonly title: string; readonly children: ReactNode; readonly onClick: () => void };
const Link = ({ title, children, onClick }: LinkProps) => (
  <button type="button" tabIndex={-1} className={styles.link} title={title} onClick={onClick}>
    {children}
  </button>
);

const cellsOf = (
  site: Site,
  { onOpen, onShowFindings, onShowBaselines }: FleetWays,
): Record<Column, ReactNode> => ({
  worst: <Worst site={site} />,
  code: (
    <Link title={FLEET_WORDS.page(site.code)} onClick={() => onOpen(site.code)}>
      {site.code}
    </Link>
  ),
  name: <span title={site.name}>{site.name}</span>,
  client: <span title={`${site.tenant} / ${site.client}`}>{site.client}</span>,
  phase: <Phase site={site} />,
  heartbeat: <LastAudit site={site} cadence="HEARTBEAT" />,
  comprehensive: <LastAudit site={site} cadence="COMPREHENSIVE" />,
  deep: <LastAudit site={site} cadence="DEEP" />,
  open:
    site.open_findings === 0 ? (
      whole(0)
    ) : (
      <Link title={FLEET_WORDS.findingsOf(site.code)} onClick={() => onShowFindings(site.code)}>
        {site.open_findings.toLocaleString(LOCALE)}
      </Link>
    ),
  sources: <SourceHealth site={site} short />,
  held: whole(site.suppressed),
  alerts: whole(site.alerts),
  stable: <Stability site={site} onShow={onShowBaselines} />,
});

/** One site of the fleet as a row. Enter opens its page. */
export const FleetRow = memo(function FleetRow(props: FleetRowProps) {
  const { site, position, isCursor, isAuditing, canAudit, onAudit, ...ways } = props;
  const cells = cellsOf(site, ways);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    ways.onOpen(site.code);
  };
  return (
    <tr
      aria-rowindex={position}
      className={styles.site}
      data-site={site.code}
      tabIndex={isCursor ? 0 : -1}
      onKeyDown={press}
    >
      {COLUMNS.map((column) => (
        <td key={column} className={styles[column]}>
          {cells[column]}
        </td>
      ))}
      <td className={styles.action}>
        <Button
          kind="quiet"
          className={styles.audit}
          tabIndex={-1}
          disabled={!canAudit}
          aria-label={FLEET_WORDS.auditOf(site.code, isAuditing)}
          onClick={() => onAudit(site.code)}
        >
          {isAuditing ? FLEET_WORDS.auditing : FLEET_WORDS.audit}
        </Button>
      </td>
    </tr>
  );
});
