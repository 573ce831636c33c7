import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Fault } from '#contract/index.ts';
import { DAY } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import frame from '#renderer/ui/page.module.css';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { MAINTENANCE as words } from '#renderer/words/maintenance.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import styles from './maintenance.module.css';
import { DAYS, type DaysIn, type MaintenanceStore, mondayOf, type View } from './maintenance-store.ts';
import type { SiteChoice } from './places.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { StartDialog } from './start-dialog.tsx';
import { WindowList } from './window-list.tsx';

export type MaintenanceProps = {
  readonly store: MaintenanceStore;
  readonly sites: readonly SiteChoice[] | undefined;
  /** Shows the settings of the place that a window is written at. */
  readonly onChange: (target: ScopeTarget) => void;
};

const MINUTE = 60_000;
type ControlsProps = Pick<MaintenanceProps, 'store'> & {
  readonly onStart: () => void;
  readonly onPlan: () => void;
};

function Controls({ store, onStart, onPlan }: ControlsProps) {
  const { view, from, daysIn, look } = useStore(store);
  const now = useNow(MINUTE);
  const step = DAYS[view] * DAY;
  return (
    <header className={frame.head}>
      <h2 className={styles.title} id="maintenance" tabIndex={-1}>
        {words.title}
      </h2>
      <ChoiceField<View>
        aria-label={words.view}
        value={view}
        choices={(['week', 'month'] as const).map((value) => ({ value, label: words.views[value] }))}
        onChoose={(next) => look({ view: next })}
      />
      <ChoiceField<DaysIn>
        aria-label={words.daysIn}
        value={daysIn}
        choices={(['site', 'utc'] as const).map((value) => ({ value, label: words.daysInOf[value] }))}
        onChoose={(next) => look({ daysIn: next })}
      />
      <Button onClick={() => look({ from: from - step })}>{words.previous}</Button>
      <Button onClick={() => look({ from: mondayOf(now) })}>{words.today}</Button>
      <Button onClick={() => look({ from: from + step })}>{words.next}</Button>
      <span className={styles.note}>{words.note}</span>
      <Permitted by="configuration.edit">
        <Button data-testid="maintenance-plan" onClick={onPlan}>
          {words.plan}
        </Button>
        <Button kind="primary" data-testid="maintenance-now" onClick={onStart}>
          {words.startNow}
        </Button>
      </Permitted>
    </header>
  );
}

/** When maintenance holds findings back, at which tenant, client or site, and what it held back. */
export function Maintenance({ store, sites, onChange }: MaintenanceProps) {
  const { view, from, daysIn, entries, fault, load } = useStore(store);
  const now = useNow(MINUTE);
  const [isStarting, setStarting] = useState(false);
  const [isPlanning, setPlanning] = useState(false);
  const [refusal, setRefusal] = useState<Fault | null>(null);
  useEffect(() => void load(), [load]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="maintenance">
      <Controls store={store} onStart={() => setStarting(true)} onPlan={() => setPlanning(true)} />
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(entries === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {entries === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {refusal !== null && (
        <p role="alert" className={styles.problem}>
          {refusal.message}
        </p>
      )}
      {entries !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={styles.scroller} tabIndex={0} aria-label={words.grid}>
          <CalendarGrid from={from} days={DAYS[view]} now={now} entries={entries} daysIn={daysIn} />
          <Card title={words.list}>
            {entries.length === 0 ? (
              <p>{words.none}</p>
            ) : (
              <WindowList store={store} onChange={onChange} onSaid={setRefusal} />
            )}
          </Card>
        </section>
      )}
      <StartDialog store={store} sites={sites ?? []} open={isStarting} onClose={() => setStarting(false)} />
      <PlanDialog store={store} sites={sites ?? []} open={isPlanning} onClose={() => setPlanning(false)} />
    </section>
  );
}
