import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import frame from '#renderer/ui/page.module.css';
import { Picker } from '#renderer/ui/picker.tsx';
import { ReportView } from '#renderer/ui/report-view.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { reportWords as words } from '#renderer/words/reports.ts';
import { KeptList } from './kept-list.tsx';
import styles from './reports.module.css';
import type { Choice, ReportsStore, Schedule } from './reports-store.ts';
import { monthsBefore } from './reports-store.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { SendButton, Sendings } from './sending.tsx';
import type { SendingStore } from './sending-store.ts';
import { Signing } from './signing.tsx';

export type ReportsProps = {
  readonly store: ReportsStore;
  readonly sending: SendingStore;
  /** Desks whose sites one may see; none: there are no desks. */
  readonly desks: readonly { readonly code: string; readonly name: string }[];
  /** Codes of the clients that one may see. */
  readonly clients: readonly string[];
  /** Of the installation. */
  readonly zone: string;
};

const KINDS = ['handover', 'history', 'scorecard', 'dashboard'] as const;
const HOURS = [4, 8, 12, 24] as const;
const DAYS = [1, 7, 30, 90] as const;
/** No desk has this code. */
const ALL = '';
const DAY_MS = 86_400_000;

type FieldsProps = Pick<ReportsProps, 'store' | 'desks' | 'clients'>;

/** What a shift handover is of: how far back, and which desk. */
function HandoverFields({ store, desks }: FieldsProps) {
  const { choice, choose } = useStore(store);
  return (
    <>
      <ChoiceField
        aria-label={words.since}
        value={String(choice.hours)}
        choices={HOURS.map((hours) => ({ value: String(hours), label: words.hours(hours) }))}
        onChoose={(hours) => void choose({ hours: Number(hours) })}
      />
      {desks.length > 0 && (
        <ChoiceField
          aria-label={words.desk}
          value={choice.desk ?? ALL}
          choices={[
            { value: ALL, label: words.allSites },
            ...desks.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChoose={(desk) => void choose({ desk: desk === ALL ? null : desk })}
        />
      )}
    </>
  );
}

function HistoryFields({ store }: FieldsProps) {
  const { choice, choose } = useStore(store);
  return (
    <>
      <ChoiceField
        aria-label={words.since}
        value={String(choice.days)}
        choices={DAYS.map((days) => ({ value: String(days), label: words.days(days) }))}
        onChoose={(days) => void choose({ days: Number(days) })}
      />
      <span className={styles.faint}>{words.asFiltered}</span>
    </>
  );
}

function ClientFields({ store, clients }: FieldsProps) {
  const { choice, choose } = useStore(store);
  const months = monthsBefore(useNow(DAY_MS));
  return (
    <>
      <Picker
        label={words.client}
        name={words.client}
        value={choice.client}
        items={clients}
        onPick={(client) => void choose({ client })}
      />
      {choice.kind === 'scorecard' && (
        <ChoiceField
          aria-label={words.month}
          value={choice.month ?? months[1] ?? ''}
          choices={months.map((month) => ({ value: month, label: words.monthName(month) }))}
          onChoose={(month) => void choose({ month })}
        />
      )}
    </>
  );
}

const FIELDS = {
  handover: HandoverFields,
  history: HistoryFields,
  scorecard: ClientFields,
  dashboard: ClientFields,
} as const satisfies Readonly<Record<Choice['kind'], unknown>>;

/** For whoever decides which reports are made by themselves. */
function ScheduleButton({ store }: { readonly store: ReportsStore }) {
  const { readSchedule } = useStore(store);
  const [schedule, setSchedule] = useState<Schedule | null>(null);
  const open = async () => setSchedule((await readSchedule()) ?? null);
  return (
    <Permitted by="reports.set_schedule">
      <Button kind="quiet" data-testid="report-schedule" onClick={() => void open()}>
        {words.byThemselves}
      </Button>
      {schedule !== null && (
        <ScheduleDialog store={store} schedule={schedule} onClose={() => setSchedule(null)} />
      )}
    </Permitted>
  );
}

/** What can be done with what is shown. */
function Deeds({ store }: { readonly store: ReportsStore }) {
  const { choice, report, shown, busy, make, keep, print, saveCsv } = useStore(store);
  const isIdle = report !== undefined && busy === null;
  return (
    <>
      <Button disabled={busy !== null} onClick={() => void make()}>
        {words.make}
      </Button>
      {shown === null && (
        <Button
          data-testid="report-keep"
          disabled={!isIdle}
          hint={words.keepHint}
          onClick={() => void keep()}
        >
          {busy === 'keeping' ? words.keeping : words.keep}
        </Button>
      )}
      {choice.kind === 'history' && shown === null && (
        <Button disabled={!isIdle} onClick={() => void saveCsv()}>
          {words.csv}
        </Button>
      )}
      {choice.kind === 'dashboard' && (
        <Button disabled={!isIdle} onClick={() => void print('html')}>
          {words.html}
        </Button>
      )}
      <Button kind="primary" data-testid="report-print" disabled={!isIdle} onClick={() => void print('pdf')}>
        {busy === 'printing' ? words.printing : words.print}
      </Button>
    </>
  );
}

function Paper({ store, children }: { readonly store: ReportsStore; readonly children: ReactNode }) {
  const { choice, report, fault, make } = useStore(store);
  const mustChoose = (choice.kind === 'scorecard' || choice.kind === 'dashboard') && choice.client === null;
  return (
    <div className={styles.paper}>
      {children}
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(report === undefined ? {} : { kept: words.keptBefore })}
          onRetry={() => void make()}
        />
      )}
      {report === undefined && mustChoose && <EmptyState title={words.chooseClient} />}
      {report === undefined && !mustChoose && fault === undefined && <LoadingState label={words.loading} />}
      {report !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={`${frame.scroller} ${styles.scroller}`} tabIndex={0} aria-label={words.page}>
          <ReportView report={report} />
        </section>
      )}
    </div>
  );
}

/** Reports that people read: made as of now, shown as they will be printed, kept with the names under them. */
export function Reports({ store, sending, zone, ...places }: ReportsProps) {
  const { choice, choose, make, load, shown } = useStore(store);
  // A kept one that is shown, or was asked for from another screen, stays.
  useEffect(() => void (store.getState().shown === null && make()), [store, make]);
  useEffect(() => void load(), [load]);
  const Fields = FIELDS[choice.kind];
  return (
    <section className={frame.page} aria-label={words.title} data-testid="reports">
      <header className={frame.head}>
        <h2 className={styles.title} id="reports" tabIndex={-1}>
          {words.title}
        </h2>
        <ChoiceField<Choice['kind']>
          aria-label={words.kind}
          value={choice.kind}
          choices={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          onChoose={(kind) => void choose({ kind })}
        />
        <Fields store={store} {...places} />
        <span className={styles.spring} />
        <ScheduleButton store={store} />
        <Signing store={store} />
        <SendButton store={sending} shown={shown} />
        <Deeds store={store} />
      </header>
      <div className={styles.split}>
        <KeptList store={store} zone={zone} />
        <Paper store={store}>
          <Sendings store={sending} shown={shown} zone={zone} />
        </Paper>
      </div>
    </section>
  );
}
