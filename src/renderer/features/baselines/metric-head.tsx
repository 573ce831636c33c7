import type { BaselineMetric } from '#contract/baselines.ts';
import { LearningMark } from '#renderer/ui/learning.tsx';
import { formatNumber } from '#renderer/ui/numbers.ts';
import { Said } from '#renderer/ui/said.tsx';
import { metricPartWords as words } from '#renderer/words/baselines.ts';
import { capital, metricWords, scopeWords } from '#renderer/words/codes.ts';
import styles from './metric-head.module.css';
import { limitText, raisedText, unitText } from './words.ts';

/** How far a metric was learned, whether findings are raised of it, and how it is judged. */
export function MetricHead({ metric }: { readonly metric: BaselineMetric }) {
  const { state, days, stable_cells, total_cells, not_judged, sensitivity, sensitivity_set_at } = metric;
  return (
    <header className={styles.head}>
      <h3 className={styles.title}>
        {capital(metricWords(metric.metric))} <span className={styles.unit}>{unitText(metric.kind)}</span>
      </h3>
      <dl className={styles.facts}>
        <div>
          <dt>{words.learned}</dt>
          <dd>
            <Said
              text={words.extent}
              state={<LearningMark state={state} />}
              days={words.days(days, formatNumber(Math.floor(days * 10) / 10))}
              stable={stable_cells}
              total={total_cells}
            />
          </dd>
        </div>
        <div>
          <dt>{words.findings}</dt>
          <dd data-testid="metric-raised">
            <span aria-hidden="true">{not_judged === null ? '✓' : '–'}</span> {raisedText(metric)}
          </dd>
        </div>
        <div>
          <dt>{words.sensitivity}</dt>
          <dd>{words.sensitivitySet(sensitivity, scopeWords(sensitivity_set_at))}</dd>
        </div>
        <div>
          <dt>{words.limit}</dt>
          <dd>{limitText(metric)}</dd>
        </div>
      </dl>
    </header>
  );
}
