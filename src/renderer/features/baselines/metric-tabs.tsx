import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import type { BaselineMetric } from '#contract/baselines.ts';
import { LearningMark } from '#renderer/ui/learning.tsx';
import { metricPartWords } from '#renderer/words/baselines.ts';
import { capital, metricWords } from '#renderer/words/codes.ts';
import styles from './metric-tabs.module.css';

/** The panel that the tabs rule. */
export const PANEL = 'baseline-panel';
export const tabOf = (metric: string): string => `metric-${metric}`;

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Where a key leads in a list of tabs; null: nowhere. */
function tabAt(key: string, at: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : (at + step + count) % count;
}

export type MetricTabsProps = {
  readonly metrics: readonly BaselineMetric[];
  readonly chosen: string;
  readonly onChoose: (metric: string) => void;
};

/** Every metric of the site with how far it was learned, and whether findings are raised of it. */
export function MetricTabs({ metrics, chosen, onChoose }: MetricTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const at = metrics.findIndex(({ metric }) => metric === chosen);
    const to = tabAt(event.key, at, metrics.length);
    const metric = to === null ? undefined : metrics[to]?.metric;
    if (metric === undefined) return;
    event.preventDefault();
    onChoose(metric);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(tabOf(metric))}`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={metricPartWords.list}
      className={styles.list}
      onKeyDown={press}
    >
      {metrics.map((metric) => (
        <button
          key={metric.metric}
          type="button"
          role="tab"
          id={tabOf(metric.metric)}
          aria-selected={metric.metric === chosen}
          aria-controls={PANEL}
          tabIndex={metric.metric === chosen ? 0 : -1}
          className={styles.tab}
          data-testid={`metric-${metric.metric}`}
          onClick={() => onChoose(metric.metric)}
        >
          <span className={styles.name}>{capital(metricWords(metric.metric))}</span>
          <span className={styles.state}>
            <LearningMark state={metric.state} />
            {metric.not_judged !== null && <span>{metricPartWords.raisesNone}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}
