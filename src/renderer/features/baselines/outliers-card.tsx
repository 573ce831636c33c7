import { useState } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '#contract/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { counted, metricWords } from '#renderer/words/codes.ts';
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
    ? `spread ${formatNumber(std_dev)}, mean ${formatNumber(mean)}`
    : `mean ${formatNumber(mean)}, median ${formatNumber(p50)}`;

type RowProps = {
  readonly cell: Outlier;
  readonly withSite: boolean;
  readonly onShow: (cell: Outlier) => void;
};

const Row = ({ cell, withSite, onShow }: RowProps) => (
  <li>
    <button type="button" className={styles.row} data-testid="outlier" onClick={() => onShow(cell)}>
      {withSite && <span className="mono">{cell.site}</span>}
      <span>
        {metricWords(cell.metric)}, {shortHourName(cell.hour_of_week)}
      </span>
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
    <Card title="Cells that look odd" aside={<AsOf part={part} zone={zone} />}>
      <PartFailed
        part={part}
        title="The odd cells could not be loaded."
        zone={zone}
        onRetry={() => void loadOutliers()}
      />
      <div className={styles.stack}>
        <p className={styles.note}>
          Their numbers say that something unusual was learned. Look whether those days should be left out.
        </p>
        {site !== null && (
          <fieldset className={styles.group} aria-label="Whose cells">
            <Button kind="quiet" pressed={outliersOf === 'site'} onClick={() => searchOutliers('site')}>
              {site}
            </Button>
            <Button kind="quiet" pressed={outliersOf === 'fleet'} onClick={() => searchOutliers('fleet')}>
              Whole fleet
            </Button>
          </fieldset>
        )}
        {cells === undefined && <PartLoading part={part} label="Looking for odd cells" />}
        {cells?.length === 0 && (
          <p>{outliersOf === 'site' ? `No cell of ${site} looks odd.` : 'No cell of any site looks odd.'}</p>
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
            {showsAll ? 'Show fewer' : `Show all ${counted(cells.length, 'cell')}`}
          </Button>
        )}
      </div>
    </Card>
  );
}
