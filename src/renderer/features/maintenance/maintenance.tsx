import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import frame from '#renderer/ui/page.module.css';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { MAINTENANCE as words } from '#renderer/words/maintenance.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import styles from './maintenance.module.css';
import { canEnd, DAYS, type Entry, type MaintenanceStore, mondayOf, type View } from './maintenance-store.ts';
import { type SiteChoice, StartDialog } from './start-dialog.tsx';

export type MaintenanceProps = {
  readonly store: MaintenanceStore;
  readonly sites: readonly SiteChoice[] | undefined;
  /** Shows the settings of the place that a window is written at. */
  readonly onChange: (target: ScopeTarget) => void;
};

const MINUTE = 60_000;
/** What was just begun can be ended: its button must not wait for the next minute, in ms. */
const SOON = 5_000;

/** The time that matters: the one that holds, else the next, else the last of the span. */
const timeOf = ({ times }: Entry, now: EpochMs) => times.find(({ end }) => end > now) ?? times.at(-1);

/** Another window at the same place that holds at the same time. */
const overlapOf = (entry: Entry, all: readonly Entry[]): Entry | undefined =>
  all.find(
    (other) =>
      (other.index !== entry.index || other.target.scope !== entry.target.scope) &&
      other.target.tenant === entry.target.tenant &&
      other.target.code === entry.target.code &&
      other.times.some((a) =>
        entry.times.some((b) => a.timezone === b.timezone && a.start < b.end && b.start < a.end),
      ),
  );

type ListProps = Pick<MaintenanceProps, 'store' | 'onChange'> & {
  readonly onSaid: (fault: Fault | null) => void;
};

/** Every window with its next time in site time and UTC, what it held back, and the ways to change it. */
function WindowList({ store, onChange, onSaid }: ListProps) {
  const { entries = [], busy, end } = useStore(store);
  const now = useNow(SOON);
  const { head } = words;
  return (
    <NamedTable
      label={words.list}
      heads={[head.place, head.reason, head.kind, head.next, head.utc, head.sites, head.held, words.change]}
      numbers={[5]}
      rows={entries.map((entry) => {
        const time = timeOf(entry, now);
        const overlap = overlapOf(entry, entries);
        const verb = canEnd(entry, now) ? words.end : words.takeAway;
        const held = entry.times.reduce((sum, { suppressed }) => sum + suppressed, 0);
        const span = (zone: string) =>
          time === undefined
            ? words.notInSpan
            : words.siteTime(
                formatClock(time.start, zone, now, { zone: false }),
                formatClock(time.end, zone, time.start, { zone: false }),
                zone,
              );
        return {
          key: `${entry.target.scope} ${entry.target.tenant} ${entry.target.code} ${entry.index}`,
          cells: [
            words.place(entry.target.scope, entry.target.code),
            <span key="reason">
              {entry.reason}
              {overlap !== undefined && (
                <span className={styles.remark}>{words.overlaps(overlap.reason)}</span>
              )}
            </span>,
            words.kind[entry.kind],
            <span key="next">
              {span(time?.timezone ?? 'UTC')}
              {time?.clock_changes === true && <span className={styles.remark}>{words.clockChanges}</span>}
            </span>,
            span('UTC'),
            words.sites(entry.sites),
            words.held(held),
            <Permitted key="act" by="configuration.edit">
              <span className={styles.acts}>
                <Button
                  aria-label={words.of(words.change, entry.reason)}
                  onClick={() => onChange(entry.target)}
                >
                  {words.change}
                </Button>
                <Button
                  kind="quiet"
                  disabled={busy}
                  aria-label={words.of(verb, entry.reason)}
                  onClick={async () => onSaid(await end(entry))}
                >
                  {verb}
                </Button>
              </span>
            </Permitted>,
          ],
        };
      })}
    />
  );
}

function Controls({ store, onStart }: Pick<MaintenanceProps, 'store'> & { readonly onStart: () => void }) {
  const { view, from, look } = useStore(store);
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
      <Button onClick={() => look({ from: from - step })}>{words.previous}</Button>
      <Button onClick={() => look({ from: mondayOf(now) })}>{words.today}</Button>
      <Button onClick={() => look({ from: from + step })}>{words.next}</Button>
      <span className={styles.faint}>{words.note}</span>
      <span className={styles.spring} />
      <Permitted by="configuration.edit">
        <Button kind="primary" data-testid="maintenance-now" onClick={onStart}>
          {words.startNow}
        </Button>
      </Permitted>
    </header>
  );
}

/** When maintenance holds findings back, at which tenant, client or site, and what it held back. */
export function Maintenance({ store, sites, onChange }: MaintenanceProps) {
  const { view, from, entries, fault, load } = useStore(store);
  const now = useNow(MINUTE);
  const [isStarting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<Fault | null>(null);
  useEffect(() => void load(), [load]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="maintenance">
      <Controls store={store} onStart={() => setStarting(true)} />
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
          <CalendarGrid from={from} days={DAYS[view]} now={now} entries={entries} />
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
    </section>
  );
}
