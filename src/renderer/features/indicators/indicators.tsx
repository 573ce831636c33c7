import { useEffect } from 'react';
import { useStore } from 'zustand';
import { type FindingIndicator, INDICATOR_NAMES } from '#core/model/indicator.ts';
import frame from '#renderer/ui/page.module.css';
import { Said } from '#renderer/ui/said.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { indicatorTabWords as tabWords, indicatorWords as words } from '#renderer/words/indicators.ts';
import { scopeOf } from './asked.ts';
import { Behind, type FindingLinks } from './behind.tsx';
import type { BehindStore } from './behind-store.ts';
import { Fields, type Places } from './fields.tsx';
import { IndicatorRow } from './indicator-row.tsx';
import styles from './indicators.module.css';
import type { Counted, IndicatorsStore, OfSites } from './indicators-store.ts';
import { INDICATOR_TABS } from './indicators-store.ts';
import { Offenders, type OnTry } from './offenders.tsx';
import type { OffendersStore } from './offenders-store.ts';
import { Review } from './review.tsx';
import type { ReviewStore } from './review-store.ts';

type TableProps = {
  readonly counted: Counted;
  readonly ofSites: OfSites | undefined;
  readonly onSee: (name: FindingIndicator) => void;
};

function Table({ counted, ofSites, onSee }: TableProps) {
  const first = new Map(counted.first?.indicators.map(({ name, value }) => [name, value]));
  const found = [...counted.indicators, ...(ofSites?.indicators ?? [])];
  return (
    <table className={styles.table} aria-label={words.table}>
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
        {INDICATOR_NAMES.flatMap((name) => found.find((each) => each.name === name) ?? []).map(
          (indicator) => (
            <IndicatorRow
              key={indicator.name}
              indicator={indicator}
              onSee={onSee}
              first={first.get(indicator.name)}
              values={counted.days.map(({ values }) => values[indicator.name] ?? null)}
            />
          ),
        )}
      </tbody>
    </table>
  );
}

export type IndicatorsProps = FindingLinks & {
  readonly store: IndicatorsStore;
  readonly behind: BehindStore;
  readonly review: ReviewStore;
  readonly offenders: OffendersStore;
  readonly onTry: OnTry;
  readonly zone: string;
  readonly places: Places;
};

/** Every indicator with its target, its trend and how it is computed; or the findings behind one. */
function TablePart({
  store,
  behind,
  zone,
  ...links
}: Omit<IndicatorsProps, 'places' | 'review' | 'offenders' | 'onTry'>) {
  const { name, show, leave } = useStore(behind);
  const { asked, counted, ofSites, fault, isLoading, load } = useStore(store);
  useEffect(() => void load(), [load]);
  const shown = asked.days === null ? (asked.zone ?? zone) : zone;
  const goBack = () => {
    leave();
    void load();
    document.getElementById('indicators')?.focus();
  };
  return (
    <>
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(counted === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {isLoading && <LoadingState label={words.loading} />}
      {counted !== undefined && (
        <>
          <p className={styles.faint}>
            <Said
              text={words.counted}
              from={<LocalTime at={counted.from} zone={shown} />}
              to={<LocalTime at={counted.to} zone={shown} />}
            />
          </p>
          {name === null ? (
            <Table
              counted={counted}
              ofSites={ofSites}
              onSee={(of) => void show(of, { scope: scopeOf(asked), from: counted.from, to: counted.to })}
            />
          ) : (
            <Behind store={behind} zone={zone} onLeave={goBack} {...links} />
          )}
        </>
      )}
    </>
  );
}

const NAME = 'indicator-part';

/** How well the room does, and whether what it says of itself holds. */
export function Indicators({ review, offenders, onTry, places, ...rest }: IndicatorsProps) {
  const { store, behind, zone, onOpen } = rest;
  const { tab, showTab } = useStore(store);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="indicators">
      <header className={frame.head}>
        <h2 className={styles.title} id="indicators" tabIndex={-1}>
          {words.title}
        </h2>
        <Tabs
          label={tabWords.list}
          name={NAME}
          tabs={INDICATOR_TABS.map((value) => ({ value, label: tabWords[value] }))}
          chosen={tab}
          onChoose={showTab}
        />
        {tab !== 'review' && <Fields store={store} behind={behind} zone={zone} places={places} />}
      </header>
      <div
        id={`${NAME}-panel`}
        role="tabpanel"
        aria-labelledby={`${NAME}-${tab}`}
        className={`${frame.scroller} ${styles.scroller}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
      >
        {tab === 'table' && <TablePart {...rest} />}
        {tab === 'offenders' && <Offenders store={offenders} indicators={store} zone={zone} onTry={onTry} />}
        {tab === 'review' && <Review store={review} zone={zone} onOpen={onOpen} />}
      </div>
    </section>
  );
}
