import { useState } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '#contract/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { oddWords as words } from '#renderer/words/baselines.ts';
import { metricWords } from '#renderer/words/codes.ts';
import type { BaselinesStore } from './baselines-store.ts';
import styles from './outliers-card.module.css';
import { AsOf, PartFailed, PartLoading } from './part-states.tsx';
import { shortHourName } from './week.ts';

type Outlier = Answer<'baselines.outliers'>[number];

/** Cells that are listed before the rest is asked for. */
const FIRST = 12;

/** Why it is there, in a few words. */
const whyOf = ({ outlier, mean, p50, std_dev }: Outlier): string =>
  outlier === 'STD_ABOVE_MEAN'
    ? words.spread(formatNumber(std_dev), formatNumber(mean))
    : words.middle(formatNumber(mean), formatNumber(p50));

type RowProps = {
  readonly cell: Outlier;
  readonly withSite: boolean;
  readonly onShow: (cell: Outlier) => void;
};

const Row = ({ cell, withSite, onShow }: RowProps) => (
  <li>
    <button type="button" className={styles.row} data-testid="outlier" onClick={() => onShow(cell)}>
      {withSite && <span className="mono">{cell.site}</span>}
      <span>{words.cell(metricWords(cell.metric), shortHourName(cell.hour_of_week))}</span>
      <span className={styles.why}>{whyOf(cell)}</span>
    </button>
  </li>
);

export type OutliersCardProps = { readonly store: BaselinesStore; readonly zone: string };

/** Cells whose numbers say that something odd was learned; each leads to its place in the week. */
export function OutliersCard({ store, zone }: OutliersCardProps) {
  const { site, parts, outliersOf, searchOutliers, loadOutliers, show } = useStore(store);
  const [showsAll, showAll] = useState(false);
  const part = parts.outliers;
  const cells = part.value;
  const shown = showsAll ? cells : cells?.slice(0, FIRST);
  return (
    <Card title={words.title} aside={<AsOf part={part} zone={zone} />}>
      <PartFailed part={part} title={words.failed} zone={zone} onRetry={() => void loadOutliers()} />
      <div className={styles.stack}>
        <p className={styles.note}>{words.why}</p>
        {site !== null && (
          <fieldset className={styles.group} aria-label={words.whose}>
            <Button kind="quiet" pressed={outliersOf === 'site'} onClick={() => searchOutliers('site')}>
              {site}
            </Button>
            <Button kind="quiet" pressed={outliersOf === 'fleet'} onClick={() => searchOutliers('fleet')}>
              {words.fleet}
            </Button>
          </fieldset>
        )}
        {cells === undefined && <PartLoading part={part} label={words.loading} />}
        {cells?.length === 0 && (
          <p>{outliersOf === 'site' && site !== null ? words.noneOf(site) : words.none}</p>
        )}
        <ul>
          {shown?.map((cell) => (
            <Row
              key={`${cell.site}|${cell.metric}|${cell.hour_of_week}`}
              cell={cell}
              withSite={outliersOf === 'fleet'}
              onShow={() => show(cell.site, { metric: cell.metric, cell: cell.hour_of_week })}
            />
          ))}
        </ul>
        {cells !== undefined && cells.length > FIRST && (
          <Button kind="quiet" className={styles.more} onClick={() => showAll(!showsAll)}>
            {showsAll ? words.fewer : words.all(cells.length)}
          </Button>
        )}
      </div>
    </Card>
  );
}
