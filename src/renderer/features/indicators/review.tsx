import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Disposition } from '#core/model/finding.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField, Field, NoteField } from '#renderer/ui/field.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { DISPOSITION_WORD, personName } from '#renderer/words/codes.ts';
import { reviewWords as words } from '#renderer/words/indicators.ts';
import styles from './indicators.module.css';
import type { ReviewStore, ReviewWeek } from './review-store.ts';

type Item = ReviewWeek['items'][number];
type Open = { readonly onOpen: (id: string) => void };

const nameOf = ({ row }: Item): string => [row.site, row.title].filter(Boolean).join(' ');

type AmendProps = {
  readonly now: Disposition | null;
  readonly onAmend: (amend: { disposition: Disposition; reason: string }) => void;
};

/** What it was instead, and how that is known. */
function AmendForm({ now, onAmend }: AmendProps) {
  const [disposition, setDisposition] = useState<Disposition | ''>('');
  const [reason, setReason] = useState('');
  const isWhole = disposition !== '' && reason.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (disposition !== '' && isWhole) onAmend({ disposition, reason: reason.trim() });
      }}
    >
      <Field label={words.instead}>
        <ChoiceField
          value={disposition}
          empty={words.choose}
          data-testid="review-disposition"
          choices={DISPOSITIONS.filter((each) => each !== now).map((value) => ({
            value,
            label: DISPOSITION_WORD[value],
          }))}
          onChoose={setDisposition}
        />
      </Field>
      <Field label={words.reason}>
        <NoteField
          maxLength={1_000}
          data-testid="review-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" disabled={!isWhole} data-testid="review-amend">
          {words.amend}
        </Button>
      </div>
    </form>
  );
}

type OneProps = Open & { readonly store: ReviewStore; readonly item: Item; readonly zone: string };

/** One finding of the sample, as whoever resolved it left it. */
function One({ store, item, zone, onOpen }: OneProps) {
  const { give, fault, isSending } = useStore(store);
  const { row, resolved_by, note, review } = item;
  return (
    <Card
      title={nameOf(item)}
      aside={
        <Button kind="quiet" onClick={() => onOpen(row.id)}>
          {words.open}
        </Button>
      }
    >
      <p>{row.message}</p>
      <dl className={styles.facts}>
        <dt>{words.detected}</dt>
        <dd>
          <LocalTime at={row.detected_at} zone={row.timezone ?? zone} />
        </dd>
        <dt>{words.resolvedBy}</dt>
        <dd>{resolved_by === null ? words.nobody : personName(resolved_by)}</dd>
        <dt>{words.judged}</dt>
        <dd>{row.disposition === null ? words.nobody : DISPOSITION_WORD[row.disposition]}</dd>
        <dt>{words.note}</dt>
        <dd>{note ?? words.nobody}</dd>
      </dl>
      {fault !== undefined && <p role="alert">{fault.message}</p>}
      {review === null ? (
        <>
          <Button
            kind="primary"
            disabled={isSending}
            hint={words.agreeHint}
            data-testid="review-agree"
            onClick={() => void give()}
          >
            {words.agree}
          </Button>
          <AmendForm key={row.id} now={row.disposition} onAmend={(amend) => void give(amend)} />
        </>
      ) : (
        <p className={styles.faint}>{words.done(personName(review.by), review.was === review.became)}</p>
      )}
    </Card>
  );
}

function Sample({ store, items }: { readonly store: ReviewStore; readonly items: readonly Item[] }) {
  const { current, look } = useStore(store);
  return (
    <table className={styles.table} aria-label={words.sample}>
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
        {items.map((item) => (
          <tr key={item.row.id} data-testid="review-row" aria-current={item.row.id === current}>
            <th scope="row">
              <Button kind="quiet" className={styles.link} onClick={() => look(item.row.id)}>
                {nameOf(item)}
              </Button>
            </th>
            <td>{item.row.disposition === null ? words.nobody : DISPOSITION_WORD[item.row.disposition]}</td>
            <td>{item.resolved_by === null ? words.nobody : personName(item.resolved_by)}</td>
            <td>{words.state(item.review === null ? null : item.review.was === item.review.became)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Weeks({ store, shown }: { readonly store: ReviewStore; readonly shown: ReviewWeek }) {
  const { load } = useStore(store);
  const offered = shown.weeks.some(({ week }) => week === shown.week)
    ? shown.weeks
    : [{ week: shown.week, sample: shown.sample, reviewed: 0 }, ...shown.weeks];
  return (
    <ChoiceField
      aria-label={words.week}
      value={shown.week}
      choices={offered.map(({ week, sample, reviewed }) => ({
        value: week,
        label: words.weekOf(week, reviewed, sample),
      }))}
      onChoose={(week) => void load(week)}
    />
  );
}

export type ReviewProps = Open & { readonly store: ReviewStore; readonly zone: string };

/** The weekly sample: one resolved finding in twenty is looked at again, so that the indicators rest on verdicts that hold. */
export function Review({ store, zone, onOpen }: ReviewProps) {
  const { shown, current, fault, load } = useStore(store);
  useEffect(() => void load(), [load]);
  if (shown === undefined)
    return fault === undefined ? (
      <LoadingState label={words.loading} />
    ) : (
      <FailedState title={words.failed} reason={fault.message} onRetry={() => void load()} />
    );
  const item = shown.items.find(({ row }) => row.id === current);
  const seen = shown.items.filter(({ review }) => review !== null).length;
  return (
    <section className={styles.review} aria-label={words.title} data-testid="review">
      <div className={styles.fields}>
        <Weeks store={store} shown={shown} />
        <p className={styles.faint} role="status">
          {words.progress(seen, shown.items.length, shown.closed)} {shown.more && words.more}
        </p>
      </div>
      {item === undefined && <p>{shown.items.length === 0 ? words.none : words.all}</p>}
      {item !== undefined && <One store={store} item={item} zone={zone} onOpen={onOpen} />}
      {shown.items.length > 0 && <Sample store={store} items={shown.items} />}
    </section>
  );
}
