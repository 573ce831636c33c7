import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Card } from '#renderer/ui/card.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { SITE } from '#renderer/words/site.ts';
import { AuditsCard, CountsCard, LearnedCard, SettingsCard } from './audit-cards.tsx';
import { OpenCard } from './open-card.tsx';
import {
  ContactsCard,
  DevicesCard,
  PeopleCard,
  SourcesCard,
  ToursCard,
  WindowsCard,
} from './place-cards.tsx';
import styles from './site.module.css';
import type { SiteWays } from './site-head.tsx';
import { SiteHead } from './site-head.tsx';
import type { SiteStore } from './site-store.ts';

export type SitePageProps = SiteWays & {
  readonly store: SiteStore;
  readonly code: string;
  /** The map of the site; its place is there only when given. */
  readonly map?: ReactNode;
  /** Who is noted as absent; at the end of the people. */
  readonly absences?: ReactNode;
};

/** Everything about one site: how it stands, who is there, and how well it is watched. */
export function SitePage({ store, code, map, absences, ...ways }: SitePageProps) {
  const { page, fault, load, show } = useStore(store);
  useEffect(() => show(code), [show, code]);
  return (
    <section className={styles.page} aria-label={SITE.page(code)} data-testid="site-page">
      <SiteHead store={store} {...ways} />
      {fault !== undefined && (
        <FailedState
          title={SITE.failed}
          reason={fault.message}
          {...(page === undefined ? {} : { kept: SITE.kept })}
          onRetry={() => void load()}
        />
      )}
      {page === undefined && fault === undefined && <LoadingState label={SITE.loading} />}
      {page !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={styles.scroller} tabIndex={0} aria-label={SITE.everything}>
          <div className={styles.columns}>
            <div className={styles.column}>
              <OpenCard page={page} onOpenFinding={ways.onOpenFinding} />
              {map !== undefined && <Card title={SITE.map}>{map}</Card>}
              <PeopleCard page={page}>{absences}</PeopleCard>
              <ToursCard page={page} />
              <DevicesCard page={page} />
              <ContactsCard page={page} />
              <SettingsCard page={page} />
            </div>
            <div className={styles.column}>
              <AuditsCard page={page} />
              <CountsCard page={page} />
              <SourcesCard page={page} />
              <WindowsCard page={page} />
              <LearnedCard page={page} />
            </div>
          </div>
        </section>
      )}
    </section>
  );
}
