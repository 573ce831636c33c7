import { useStore } from 'zustand';
import type { RunbookDto, RunbookEffectDto } from '#contract/runbooks.ts';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { effectWords as words } from '#renderer/words/runbooks.ts';
import styles from './runbooks.module.css';
import type { Effect, RunbooksStore } from './runbooks-store.ts';

const SPANS = ['30', '90', '365'] as const;

type Share = RunbookEffectDto['success'];
type Middle = RunbookEffectDto['to_resolve'];

/** A figure with how many it was made from, and the range in which the true one lies. */
export const shareOf = ({ n, share, low, high }: Share) =>
  share === null || low === null || high === null ? (
    words.noFigure
  ) : (
    <span title={words.range(words.percent(low), words.percent(high), n)}>
      {words.percent(share)}{' '}
      <small className={styles.more}>{words.span(words.percent(low), words.percent(high))}</small>
    </span>
  );
const middleOf = ({ n, median, low, high }: Middle) =>
  median === null ? (
    words.noFigure
  ) : (
    <span
      title={low === null || high === null ? words.few(n) : words.range(words.time(low), words.time(high), n)}
    >
      {words.time(median)}{' '}
      {low !== null && high !== null && (
        <small className={styles.more}>{words.span(words.time(low), words.time(high))}</small>
      )}
    </span>
  );

function Versions({ versions }: Pick<Effect, 'versions'>) {
  const { head } = words;
  return (
    <NamedTable
      label={words.byVersion}
      heads={[
        head.version,
        head.used,
        head.acknowledge,
        head.resolve,
        head.escalated,
        head.reopened,
        head.success,
        head.judged,
      ]}
      numbers={[1]}
      rows={versions.map((each) => ({
        key: String(each.version),
        cells: [
          each.version,
          each.used,
          middleOf(each.to_acknowledge),
          middleOf(each.to_resolve),
          shareOf(each.escalated),
          shareOf(each.reopened),
          shareOf(each.success),
          words.judged(each.dispositions),
        ],
      }))}
    />
  );
}

function Steps({ effect, runbook }: { readonly effect: RunbookEffectDto; readonly runbook: RunbookDto }) {
  const { stepHead: head } = words;
  return (
    <NamedTable
      label={words.bySteps}
      heads={[head.step, head.ticked, head.took, head.expected]}
      rows={effect.steps.map(({ step, ticked, took }) => {
        const { text = '', expected_minutes = null } = runbook.steps[step] ?? {};
        return {
          key: String(step),
          cells: [
            words.stepNamed(step + 1, text),
            shareOf(ticked),
            middleOf(took),
            expected_minutes === null ? words.noFigure : words.time(expected_minutes),
          ],
        };
      })}
    />
  );
}

/** How the versions of a runbook did, and the steps of the newest. */
export function EffectCard({
  store,
  runbook,
}: {
  readonly store: RunbooksStore;
  readonly runbook: RunbookDto;
}) {
  const { effect, days, lookBack } = useStore(store);
  if (effect === null) return null;
  const [newest] = effect?.versions ?? [];
  const span = SPANS.find((each) => Number(each) === days) ?? '';
  return (
    <Card
      title={words.title}
      aside={
        <ChoiceField
          aria-label={words.spanLabel}
          value={span}
          choices={SPANS.map((value) => ({ value, label: words.days(Number(value)) }))}
          onChoose={(value) => lookBack(Number(value))}
        />
      }
    >
      {effect === undefined || newest === undefined ? (
        <LoadingState label={words.loading} />
      ) : (
        <>
          <p>{newest.compared === null ? words.single : words.verdict(newest.compared, newest.version)}</p>
          <Versions versions={effect.versions} />
          <h4 className={styles.part}>{words.stepsOf(newest.version)}</h4>
          <Steps effect={newest} runbook={runbook} />
          <p className={styles.more}>{words.how}</p>
          {effect.cut && <p className={styles.more}>{words.cut}</p>}
        </>
      )}
    </Card>
  );
}
