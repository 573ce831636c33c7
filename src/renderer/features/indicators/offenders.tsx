import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { TrialChange } from '#contract/what-if.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { capital, inWords } from '#renderer/words/codes.ts';
import { offenderWords as words } from '#renderer/words/indicators.ts';
import { scopeOf, spanOf } from './asked.ts';
import styles from './indicators.module.css';
import type { IndicatorsStore } from './indicators-store.ts';
import type { Offender, OffendersStore } from './offenders-store.ts';

const ORDERS = ['ALERTS', 'CHATTERING', 'STALE', 'FALSE'] as const;

/** Opens a trial of a change at a site, on so many days. */
export type OnTry = (site: string, change: TrialChange, days: number) => void;

const nameOf = ({ site, finding_type, subject }: Offender): string =>
  // `tour:T-1` is `tour T-1`.
  [site, capital(inWords(finding_type)), subject?.replace(':', ' ')]
    .filter((part) => part !== null && part !== '')
    .join(' · ');

function Row({
  offender,
  onTry,
}: {
  readonly offender: Offender;
  readonly onTry: (change: TrialChange) => void;
}) {
  const { alerts, findings, chattering, stale, false_share, low, high, proposal } = offender;
  return (
    <tr data-testid="offender">
      <th scope="row">{nameOf(offender)}</th>
      <td className={styles.number}>{formatNumber(alerts)}</td>
      <td className={styles.number}>{formatNumber(findings)}</td>
      <td className={styles.number}>{formatNumber(chattering)}</td>
      <td className={styles.number}>{formatNumber(stale)}</td>
      <td className={styles.number}>
        {false_share === null || low === null || high === null
          ? words.notJudged
          : words.share(...([false_share, low, high].map((each) => formatNumber(100 * each)) as Three))}
      </td>
      <td>
        {proposal === null ? (
          <span className={styles.faint}>{words.nothing}</span>
        ) : (
          <>
            <p>{words.change(proposal)}</p>
            <p className={styles.how}>{words.claim(proposal)}</p>
            <Permitted by="what_if.start">
              <Button
                className={styles.see}
                aria-label={words.tryOf(nameOf(offender))}
                onClick={() => onTry(proposal.change)}
              >
                {words.try}
              </Button>
            </Permitted>
          </>
        )}
      </td>
    </tr>
  );
}
type Three = [string, string, string];

type OffendersProps = {
  readonly store: OffendersStore;
  readonly indicators: IndicatorsStore;
  readonly zone: string;
  readonly onTry: OnTry;
};
const DAY = 86_400_000;
/** A trial replays no more days. */
const MOST_DAYS = 90;

/** The alarms that were the worst of a span, each with the change that its own findings propose. */
export function Offenders({ store, indicators, zone, onTry }: OffendersProps) {
  const { by, found, fault, isLoading, load, orderBy } = useStore(store);
  const { asked } = useStore(indicators);
  useEffect(() => void load({ scope: scopeOf(asked), ...spanOf(asked, zone) }), [asked, zone, load]);
  const days = found === undefined ? 0 : Math.ceil((Date.now() - found.from) / DAY);
  return (
    <section aria-label={words.title} data-testid="offenders">
      <div className={styles.fields}>
        <ChoiceField
          aria-label={words.order}
          value={by}
          choices={ORDERS.map((value) => ({ value, label: words.orders[value] }))}
          onChoose={(value) => void orderBy(value)}
        />
        <p className={styles.faint}>{words.hint}</p>
      </div>
      {fault !== undefined && (
        <FailedState title={words.failed} reason={fault.message} onRetry={() => void orderBy(by)} />
      )}
      {isLoading && <LoadingState label={words.loading} />}
      {found?.offenders.length === 0 && <p>{words.none}</p>}
      {found !== undefined && found.offenders.length > 0 && (
        <table className={styles.table} aria-label={words.title}>
          <thead>
            <tr>
              {words.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.offenders.map((offender) => (
              <Row
                key={nameOf(offender)}
                offender={offender}
                onTry={(change) =>
                  offender.site !== null &&
                  onTry(offender.site, change, Math.min(MOST_DAYS, Math.max(1, days)))
                }
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
