import { useState } from 'react';
import { useStore } from 'zustand';
import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatClock, formatInstant } from '#renderer/ui/time.ts';
import { capital, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { CADENCE_WORD, FLEET_WORDS, PHASE_WORD } from '#renderer/words/fleet.ts';
import { SITE } from '#renderer/words/site.ts';
import styles from './site.module.css';
import type { Page, SiteStore } from './site-store.ts';

export type SiteWays = {
  readonly onBack: () => void;
  readonly onOpenFinding: (id: string) => void;
  readonly onShowFindings: (site: string) => void;
  readonly onShowBaselines: (site: string) => void;
  /** Tries changed settings of the site on what came in. */
  readonly onTryChange: (site: string) => void;
  readonly onShowSettings: (site: string) => void;
  /** Lays a drawing on the map of the site; the button is there only when given. */
  readonly onEditPlan?: (site: string) => void;
};
type HeadProps = SiteWays & { readonly store: SiteStore };

function AuditNow({ store }: { readonly store: SiteStore }) {
  const { page, auditing, audit } = useStore(store);
  const [chosen, choose] = useState<Cadence | 'ALL'>('ALL');
  const here = CADENCES.filter((cadence) =>
    page?.cadences.some((each) => each.cadence === cadence && each.runs_here),
  );
  return (
    <>
      <ChoiceField<Cadence | 'ALL'>
        aria-label={SITE.whichAudit}
        value={chosen}
        choices={[
          { value: 'ALL', label: SITE.everyCadence },
          ...here.map((cadence) => ({ value: cadence, label: capital(CADENCE_WORD[cadence]) })),
        ]}
        onChoose={choose}
      />
      <Button
        kind="primary"
        shortcut="Shift A"
        hint={SITE.auditHint}
        disabled={auditing}
        data-testid="site-audit"
        onClick={() => void audit(chosen === 'ALL' ? null : chosen)}
      >
        {auditing ? SITE.auditing : SITE.audit}
      </Button>
    </>
  );
}

/** What audits do here now, and when maintenance comes next. */
function Phases({ page }: { readonly page: Page }) {
  const now = useNow(1_000);
  const { site, maintenance } = page;
  const clock = (at: number) => formatClock(at, site.timezone, now, { zone: false });
  const next = maintenance.next_7_days.find(({ start }) => start > now);
  return (
    <dl className={styles.facts}>
      <dt>{SITE.clientWord}</dt>
      <dd>{SITE.client(site.client, site.tenant, site.priority)}</dd>
      <dt>{SITE.localTime}</dt>
      <dd>
        <time dateTime={new Date(now).toISOString()} title={formatInstant(now, site.timezone)}>
          {formatClock(now, site.timezone, now)}
        </time>{' '}
        <span className={styles.faint}>{site.timezone}</span>
      </dd>
      <dt>{SITE.now}</dt>
      <dd>
        {PHASE_WORD[site.phase]}
        {maintenance.now !== null && SITE.until(clock(maintenance.now.end))}
        {maintenance.now !== null && <span className={styles.faint}> {maintenance.now.reason}</span>}
      </dd>
      <dt>{SITE.nextWindow}</dt>
      <dd>
        {next === undefined ? SITE.noWindow : `${clock(next.start)} ${SITE.until(clock(next.end)).trim()}`}
      </dd>
    </dl>
  );
}

/** Which site it is, how it stands now, and what can be done from here. */
export function SiteHead({ store, ...ways }: HeadProps) {
  const { code, page, auditResult, dismissResult } = useStore(store);
  const site = page?.site;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <Button shortcut="Esc" hint={SITE.backHint} onClick={ways.onBack}>
          {SITE.back}
        </Button>
        <div className={styles.named}>
          <h2 className={styles.title} id="site" tabIndex={-1} title={site?.name}>
            <span className={styles.code}>{code}</span> {site?.name}
          </h2>
          {site !== undefined && (
            <span className={styles.glyphed}>
              {site.worst === null ? (
                <span className={styles.faint}>{FLEET_WORDS.quiet}</span>
              ) : (
                <>
                  <SeverityGlyph severity={site.worst} state="seen" />
                  {SEVERITY_WORD[site.worst]}
                </>
              )}
            </span>
          )}
        </div>
        {code !== null && (
          <>
            <Button onClick={() => ways.onShowFindings(code)}>{SITE.inFeed}</Button>
            <Button hint={SITE.baselinesHint} onClick={() => ways.onShowBaselines(code)}>
              {SITE.baselines}
            </Button>
            <Permitted by="what_if.start">
              <Button hint={SITE.tryHint} onClick={() => ways.onTryChange(code)}>
                {SITE.try}
              </Button>
            </Permitted>
            <Permitted by="settings.scope">
              <Button hint={SITE.settingsHint} shortcut="Shift E" onClick={() => ways.onShowSettings(code)}>
                {SITE.settings}
              </Button>
            </Permitted>
            {ways.onEditPlan !== undefined && (
              <Permitted by="sites.set_plan">
                <Button hint={SITE.planHint} onClick={() => ways.onEditPlan?.(code)}>
                  {SITE.plan}
                </Button>
              </Permitted>
            )}
          </>
        )}
        <AuditNow store={store} />
      </div>
      {page !== undefined && <Phases page={page} />}
      <p role="status" className={styles.result}>
        {auditResult}
        {auditResult !== null && (
          <Button kind="quiet" aria-label={SITE.dismiss} onClick={dismissResult}>
            ×
          </Button>
        )}
      </p>
    </header>
  );
}
