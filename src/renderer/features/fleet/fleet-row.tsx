import type { ReactNode } from 'react';
import type { Cadence } from '#core/model/audit-config.ts';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatAge, formatClock, formatInstant } from '#renderer/ui/time.ts';
import { inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import styles from './fleet.module.css';
import type { Column, Site } from './fleet-order.ts';
import { COLUMNS } from './fleet-order.ts';

/** A site counts as stable from this share of stable baseline cells, in percent. */
const STABLE_FROM = 80;

const PHASE_WORD: Readonly<Record<Site['phase'], string>> = {
  AUDITED: 'audited',
  DISABLED: 'disabled',
  INACTIVE: 'inactive',
  MAINTENANCE: 'maintenance',
  OUTSIDE_HOURS: 'outside hours',
};

function Phase({ site }: { readonly site: Site }) {
  const now = useNow(MINUTE);
  const until =
    site.phase_until === null
      ? ''
      : ` to ${formatClock(site.phase_until, site.timezone, now, { zone: false })}`;
  const title =
    site.phase_until === null ? undefined : `Until ${formatInstant(site.phase_until, site.timezone)}`;
  return (
    <span className={site.phase === 'AUDITED' ? styles.faint : undefined} title={title}>
      {PHASE_WORD[site.phase]}
      {until}
    </span>
  );
}

/** Age of the last audit of one cadence; the tooltip says when it was and when the next is due. */
function LastAudit({ site, cadence }: { readonly site: Site; readonly cadence: Cadence }) {
  const now = useNow();
  const last = site.last_audit_at[cadence];
  const next = site.next_slot[cadence];
  const title = [
    last === null ? 'Never audited' : `Last ${formatInstant(last, site.timezone)}`,
    next === null ? 'no audit planned' : `next ${formatClock(next, site.timezone, now)}`,
  ].join('; ');
  const isLate = next !== null && now - next > MINUTE && site.phase === 'AUDITED';
  return (
    <span className={isLate ? styles.late : undefined} title={title}>
      {last === null ? 'never' : formatAge(now - last)}
      {isLate ? ' late' : ''}
    </span>
  );
}

/** The way to what was learned of the site. */
function Stability({ site, onShow }: { readonly site: Site; readonly onShow: (site: string) => void }) {
  const isKnown = site.total_cells > 0;
  const isEnough = isKnown && site.stable_pct >= STABLE_FROM;
  const cells = isKnown ? `${site.stable_cells} of ${site.total_cells} cells are stable. ` : '';
  const share = isKnown ? `${Math.round(site.stable_pct)} %` : 'none';
  return (
    <button
      type="button"
      className={`${styles.link} ${styles.stability} ${isEnough ? '' : styles.faint}`}
      title={`${cells}Show the baselines of ${site.code}`}
      aria-label={`${share} stable. Show the baselines of ${site.code}`}
      data-testid="fleet-baselines"
      onClick={() => onShow(site.code)}
    >
      {share}
    </button>
  );
}

export type FleetRowProps = {
  readonly site: Site;
  readonly position: number;
  readonly isAuditing: boolean;
  readonly canAudit: boolean;
  readonly onAudit: (site: string) => void;
  readonly onShowFindings: (site: string) => void;
  readonly onShowBaselines: (site: string) => void;
};

function Worst({ site }: { readonly site: Site }) {
  if (site.worst === null) return <span className={styles.faint}>–</span>;
  return (
    <>
      <SeverityGlyph severity={site.worst} state="seen" /> {SEVERITY_WORD[site.worst]}
    </>
  );
}

function ThinMetrics({ metrics }: { readonly metrics: readonly string[] }) {
  if (metrics.length === 0) return null;
  return <span title={`Too few samples: ${metrics.map(inWords).join(', ')}`}>{metrics.length}</span>;
}

const whole = (count: number): ReactNode =>
  count === 0 ? <span className={styles.faint}>0</span> : count.toLocaleString('en-GB');

type Ways = Pick<FleetRowProps, 'onShowFindings' | 'onShowBaselines'>;

const cellsOf = (site: Site, { onShowFindings, onShowBaselines }: Ways): Record<Column, ReactNode> => ({
  worst: <Worst site={site} />,
  code: (
    <button
      type="button"
      className={styles.link}
      title={`Show the findings of ${site.code}`}
      onClick={() => onShowFindings(site.code)}
    >
      {site.code}
    </button>
  ),
  name: <span title={site.name}>{site.name}</span>,
  client: <span title={`${site.tenant} / ${site.client}`}>{site.client}</span>,
  phase: <Phase site={site} />,
  heartbeat: <LastAudit site={site} cadence="HEARTBEAT" />,
  comprehensive: <LastAudit site={site} cadence="COMPREHENSIVE" />,
  deep: <LastAudit site={site} cadence="DEEP" />,
  audits: whole(site.total_audits_run),
  open: whole(site.open_findings),
  findings: whole(site.total_findings),
  alerts: whole(site.alerts),
  stable: <Stability site={site} onShow={onShowBaselines} />,
  thin: <ThinMetrics metrics={site.thin_metrics} />,
});

/** One site of the fleet. */
export function FleetRow({ site, position, isAuditing, canAudit, onAudit, ...ways }: FleetRowProps) {
  const cells = cellsOf(site, ways);
  return (
    <tr aria-rowindex={position} className={styles.site}>
      {COLUMNS.map((column) => (
        <td key={column} className={styles[column]}>
          {cells[column]}
        </td>
      ))}
      <td className={styles.action}>
        <Button
          kind="quiet"
          className={styles.audit}
          disabled={!canAudit}
          aria-label={`${isAuditing ? 'Auditing…' : 'Audit now'} ${site.code}`}
          onClick={() => onAudit(site.code)}
        >
          {isAuditing ? 'Auditing…' : 'Audit now'}
        </Button>
      </td>
    </tr>
  );
}
