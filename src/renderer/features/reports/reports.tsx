import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import frame from '#renderer/ui/page.module.css';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { reportWords as words } from '#renderer/words/reports.ts';
import { ReportView } from './report-view.tsx';
import styles from './reports.module.css';
import type { Choice, ReportsStore } from './reports-store.ts';

export type ReportsProps = {
  readonly store: ReportsStore;
  /** Desks whose sites one may see; none: there are no desks. */
  readonly desks: readonly { readonly code: string; readonly name: string }[];
};

const HOURS = [4, 8, 12, 24] as const;
const DAYS = [1, 7, 30, 90] as const;

/** What a shift handover is of: how far back, and which desk. */
function HandoverFields({ store, desks }: ReportsProps) {
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
/** No desk has this code. */
const ALL = '';

function HistoryFields({ store }: Pick<ReportsProps, 'store'>) {
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

/** Reports that people read: made as of now, shown as they will be printed. */
export function Reports({ store, desks }: ReportsProps) {
  const { choice, report, fault, busy, choose, make, print, saveCsv } = useStore(store);
  useEffect(() => void make(), [make]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="reports">
      <header className={frame.head}>
        <h2 className={styles.title} id="reports" tabIndex={-1}>
          {words.title}
        </h2>
        <ChoiceField<Choice['kind']>
          aria-label={words.kind}
          value={choice.kind}
          choices={(['handover', 'history'] as const).map((value) => ({ value, label: words.kinds[value] }))}
          onChoose={(kind) => void choose({ kind })}
        />
        {choice.kind === 'handover' && <HandoverFields store={store} desks={desks} />}
        {choice.kind === 'history' && <HistoryFields store={store} />}
        <span className={styles.spring} />
        <Button onClick={() => void make()}>{words.make}</Button>
        {choice.kind === 'history' && (
          <Button disabled={report === undefined || busy !== null} onClick={() => void saveCsv()}>
            {words.csv}
          </Button>
        )}
        <Button
          kind="primary"
          data-testid="report-print"
          disabled={report === undefined || busy !== null}
          onClick={() => void print()}
        >
          {busy === 'printing' ? words.printing : words.print}
        </Button>
      </header>
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(report === undefined ? {} : { kept: words.kept })}
          onRetry={() => void make()}
        />
      )}
      {report === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {report !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={`${frame.scroller} ${styles.scroller}`} tabIndex={0} aria-label={words.page}>
          <ReportView report={report} />
        </section>
      )}
    </section>
  );
}
