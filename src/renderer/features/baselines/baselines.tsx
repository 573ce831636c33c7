import { useEffect } from 'react';
import { useStore } from 'zustand';
import { HOUR } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { zoneAbbreviation } from '#renderer/ui/time.ts';
import { baselinesWords as words } from '#renderer/words/baselines.ts';
import styles from './baselines.module.css';
import type { About, BaselinesStore } from './baselines-store.ts';
import { LearningDialogs } from './learning-dialogs.tsx';
import { LearningStatus } from './learning-status.tsx';
import type { LearningStore } from './learning-store.ts';
import { LeftOutCard } from './left-out-card.tsx';
import { MetricHead } from './metric-head.tsx';
import { MetricTabs, PANEL, tabOf } from './metric-tabs.tsx';
import { OutliersCard } from './outliers-card.tsx';
import { PartFailed, PartLoading } from './part-states.tsx';
import { SeriesCard } from './series-card.tsx';
import { WeekCard } from './week-card.tsx';

export type BaselinesProps = {
  readonly store: BaselinesStore;
  readonly learning: LearningStore;
  /** Every site; undefined until they are known. */
  readonly sites: readonly { readonly code: string; readonly name: string }[] | undefined;
  /** The zone for what belongs to no site. */
  readonly zone: string;
  readonly onOpenFinding: (id: string) => void;
  readonly onImport: () => void;
};

const PICKER = 'baselines-site';

function Bar({ store, learning, sites, zone }: BaselinesProps) {
  const { site, parts, show } = useStore(store);
  const { busy, ask } = useStore(learning);
  const now = useNow(HOUR);
  const names = new Map((sites ?? []).map(({ code, name }) => [code, name]));
  const about = parts.about.value;
  return (
    <div className={styles.bar}>
      <h2>{words.title}</h2>
      <div className={styles.picker}>
        <Picker
          id={PICKER}
          label={words.pick}
          name={words.site}
          value={site}
          items={(sites ?? []).map(({ code }) => code)}
          describe={(code) => `${code} ${names.get(code) ?? ''}`.trim()}
          onPick={(code) => show(code)}
        />
      </div>
      {about !== undefined && (
        <span>
          {about.name}{' '}
          <span className={styles.zone}>
            {words.zone(about.timezone, zoneAbbreviation(now, about.timezone || zone))}
          </span>
        </span>
      )}
      <span className={styles.right}>
        <LearningStatus learning={learning} />
        {about !== undefined && (
          <Permitted by="baselines.build">
            <Button
              disabled={busy !== null}
              hint={words.learnAgainHint}
              data-testid="learn-again"
              onClick={() => ask('learn')}
            >
              {words.learnAgain}
            </Button>
          </Permitted>
        )}
      </span>
    </div>
  );
}

/** What is there before a site is chosen: how to choose, and what looks odd anywhere. */
function NoSite({ store, sites, zone, onImport }: BaselinesProps) {
  if (sites?.length === 0)
    return (
      <EmptyState title={words.noSites}>
        <p>{words.noSitesHow}</p>
        <Permitted by="configuration.import">
          <Button kind="primary" onClick={onImport}>
            {words.import}
          </Button>
        </Permitted>
      </EmptyState>
    );
  return (
    <div className={styles.lonely}>
      <EmptyState title={words.whichSite}>
        <p>{words.whichSiteHow}</p>
      </EmptyState>
      <OutliersCard store={store} zone={zone} />
    </div>
  );
}

type SiteProps = BaselinesProps & { readonly about: About };

function Site({ store, learning, about, onOpenFinding }: SiteProps) {
  const { metric: chosen, choose } = useStore(store);
  const metric = about.metrics.find((each) => each.metric === chosen);
  if (metric === undefined)
    return about.metrics.length === 0 ? <EmptyState title={words.noMetrics(about.site)} /> : null;
  const zone = about.timezone;
  return (
    <div className={styles.site}>
      <MetricTabs metrics={about.metrics} chosen={metric.metric} onChoose={choose} />
      <div
        id={PANEL}
        role="tabpanel"
        aria-labelledby={tabOf(metric.metric)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        className={styles.panel}
      >
        <div className={styles.content}>
          <div className={styles.head}>
            <MetricHead metric={metric} />
          </div>
          <div className={styles.series}>
            <SeriesCard store={store} metric={metric} zone={zone} onOpenFinding={onOpenFinding} />
          </div>
          <div className={styles.week}>
            <WeekCard store={store} metric={metric} zone={zone} />
          </div>
          <div className={styles.beside}>
            <OutliersCard store={store} zone={zone} />
            <LeftOutCard learning={learning} about={about} />
          </div>
        </div>
      </div>
      <LearningDialogs learning={learning} site={about.site} zone={zone} />
    </div>
  );
}

/** What is normal at a site: the learned week of each metric, what it did lately, and what was left out. */
export function Baselines(props: BaselinesProps) {
  const { store, zone } = props;
  const { site, parts, enter, load } = useStore(store);
  const { about } = parts;
  useEffect(() => enter(), [enter]);
  useEffect(() => {
    if (store.getState().site === null) document.getElementById(PICKER)?.focus();
  }, [store]);
  return (
    <section className={styles.screen} aria-label={words.title} data-testid="baselines">
      <Bar {...props} />
      {site !== null && (
        <PartFailed part={about} title={words.failed} zone={about.value?.timezone ?? zone} onRetry={load} />
      )}
      {site === null && <NoSite {...props} />}
      {site !== null && about.value === undefined && <PartLoading part={about} label={words.loading(site)} />}
      {site !== null && about.value !== undefined && <Site {...props} about={about.value} />}
    </section>
  );
}
