import type { Trial, TrialResult } from '#contract/what-if.ts';
import { Card } from '#renderer/ui/card.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { formatNumber, formatSigned } from '#renderer/ui/numbers.ts';
import { formatAge, formatDay } from '#renderer/ui/time.ts';
import { trialWords as words } from '#renderer/words/what-if.ts';
import { DayChart } from './day-chart.tsx';
import { FindingsTable } from './findings-table.tsx';
import { SaveCard } from './save-card.tsx';
import { Scroller } from './scroller.tsx';
import styles from './what-if.module.css';
import type { WhatIfStore } from './what-if-store.ts';

type ResultsProps = {
  readonly store: WhatIfStore;
  readonly trial: Trial;
  readonly result: TrialResult;
  readonly zone: string;
  readonly onOpenFinding: (id: string) => void;
};

/** What the change would do: the losses first, since they decide. */
export function Results({ store, trial, result, zone, onOpenFinding }: ResultsProps) {
  const shared = { result, zone, onOpenFinding };
  return (
    <>
      <p className={styles.faint}>
        {words.tried(trial.sites.length, trial.order.days, formatAge(trial.took_ms ?? 0))}
      </p>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Losses {...shared} />
          <Spared {...shared} />
          <Added {...shared} />
          <SaveCard store={store} />
        </div>
        <div className={styles.column}>
          <Numbers result={result} days={trial.order.days} />
          <Card title={words.perDay}>
            <DayChart days={result.days} />
            <details>
              <summary>{words.showTable}</summary>
              <DayTable days={result.days} />
            </details>
          </Card>
          <Types types={result.types} />
        </div>
      </div>
    </>
  );
}

type PartProps = Pick<ResultsProps, 'result' | 'zone' | 'onOpenFinding'>;

function Losses({ result: { losses, judged }, zone, onOpenFinding }: PartProps) {
  return (
    <Card title={words.losses} aside={losses.total}>
      {losses.total === 0 ? (
        <p>{words.noLosses(judged.true_positive)}</p>
      ) : (
        <FindingsTable
          label={words.losses}
          zone={zone}
          total={losses.total}
          onOpen={onOpenFinding}
          rows={losses.first.map(({ finding, how, by_ms }) => ({
            ...finding,
            consequence: how === 'LATER' ? words.how.LATER(formatAge(by_ms)) : words.how[how],
          }))}
        />
      )}
      {judged.not_repeated > 0 && <p className={styles.faint}>{words.notRepeated(judged.not_repeated)}</p>}
    </Card>
  );
}

function Spared({ result: { spared, judged }, zone, onOpenFinding: onOpen }: PartProps) {
  const { total, first: rows } = spared;
  return (
    <Card title={words.spared} aside={total}>
      {total === 0 ? (
        <p>{words.noSpared(judged.false_positive)}</p>
      ) : (
        <FindingsTable label={words.spared} {...{ zone, total, rows, onOpen }} />
      )}
    </Card>
  );
}

function Added({ result: { added }, zone }: PartProps) {
  const { total, first: rows } = added;
  return (
    <Card title={words.added} aside={total}>
      {total === 0 ? (
        <p>{words.noAdded}</p>
      ) : (
        <FindingsTable label={words.added} {...{ zone, total, rows }} />
      )}
    </Card>
  );
}

function Numbers({ result, days }: { readonly result: TrialResult; readonly days: number }) {
  const { findings, console: load } = result;
  const row = (what: string, before: number, after: number) => {
    const [was, would] = [formatNumber(before), formatNumber(after)];
    return { key: what, cells: [what, was, would, was === would ? '' : formatSigned(after - before)] };
  };
  return (
    <Card title={words.numbers}>
      <NamedTable
        label={words.numbers}
        heads={[words.what, words.now, words.would, words.difference]}
        numbers={[1, 2, 3]}
        rows={[
          row(words.findings, findings.before, findings.after),
          row(words.findingsADay, findings.before / days, findings.after / days),
          row(words.alerts, load.before.alerts, load.after.alerts),
          row(words.alertsADay, load.before.alerts / days, load.after.alerts / days),
          row(words.average, load.before.average, load.after.average),
          row(words.busiest, load.before.busiest, load.after.busiest),
          row(words.floods, load.before.floods, load.after.floods),
        ]}
      />
    </Card>
  );
}

function Types({ types }: Pick<TrialResult, 'types'>) {
  return (
    <Card title={words.types}>
      <Scroller label={words.types}>
        <NamedTable
          label={words.types}
          heads={[words.type, words.now, words.would, words.openNow, words.openThen]}
          numbers={[1, 2, 3, 4]}
          rows={types.map(({ finding_type, before, after }) => ({
            key: finding_type,
            cells: [
              <code key="type">{finding_type}</code>,
              before.findings,
              after.findings,
              formatAge(before.open_ms),
              formatAge(after.open_ms),
            ],
          }))}
        />
      </Scroller>
    </Card>
  );
}

const DayTable = ({ days }: Pick<TrialResult, 'days'>) => (
  <NamedTable
    label={words.dayTable}
    heads={[
      words.day,
      `${words.findings}, ${words.now}`,
      `${words.findings}, ${words.would}`,
      `${words.alerts}, ${words.now}`,
      `${words.alerts}, ${words.would}`,
    ]}
    numbers={[1, 2, 3, 4]}
    rows={days.map(({ at, before, after }) => ({
      key: String(at),
      cells: [formatDay(at, 'UTC'), before.findings, after.findings, before.alerts, after.alerts],
    }))}
  />
);
