import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { capital, inWords, personName } from '#renderer/words/codes.ts';
import { actionNames } from '#renderer/words/timeline.ts';
import { trailWords as words } from '#renderer/words/trail.ts';
import { Filters } from './filters.tsx';
import styles from './trail.module.css';
import type { TrailRow, TrailStore } from './trail-store.ts';
import { Whole } from './whole.tsx';

export type TrailProps = {
  readonly store: TrailStore;
  readonly zone: string;
  readonly onFinding: (id: string) => void;
};

const nameOf = (action: string): string => actionNames[action] ?? capital(inWords(action.replace('.', ' ')));

const Value = ({ value }: { readonly value: unknown }) =>
  value == null ? words.nothing : <pre>{JSON.stringify(value, null, 1)}</pre>;

function Payload({ row }: { readonly row: TrailRow }) {
  const { payload, hash } = row;
  return (
    <div className={styles.payload} data-testid="trail-payload">
      {payload === null ? (
        <p>{words.purged}</p>
      ) : (
        <dl>
          <dt>{words.before}</dt>
          <dd>
            <Value value={payload.before} />
          </dd>
          <dt>{words.after}</dt>
          <dd>
            <Value value={payload.after} />
          </dd>
        </dl>
      )}
      <p className={styles.hash}>
        {words.hash} <code>{hash}</code>
      </p>
    </div>
  );
}

function Row({ store, row, zone, onFinding }: TrailProps & { readonly row: TrailRow }) {
  const { opened, open } = useStore(store);
  const isOpen = opened === row.seq;
  const { seq, at, actor, verified, action, entity, entity_id, reason } = row;
  return (
    <>
      <tr data-testid="trail-row">
        <td>
          <Button
            kind="quiet"
            aria-expanded={isOpen}
            aria-label={words.details(seq)}
            onClick={() => open(isOpen ? null : seq)}
          >
            {seq}
          </Button>
        </td>
        <td>
          <LocalTime at={at} zone={zone} style={{ seconds: true, zone: false }} />
        </td>
        <td>
          {personName(actor)} {verified ? '' : <span className={styles.faint}>{words.notVerified}</span>}
        </td>
        <td title={action}>{nameOf(action)}</td>
        <td>
          {entity === 'finding' ? (
            <Button kind="quiet" onClick={() => onFinding(entity_id)}>
              <code>{entity_id}</code>
            </Button>
          ) : (
            <>
              {inWords(entity)} <code>{entity_id}</code>
            </>
          )}
        </td>
        <td className={styles.reason}>{reason}</td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <Payload row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function Rows(props: TrailProps) {
  const { rows = [], before, next, searchedTo, turn } = useStore(props.store);
  const further = searchedTo !== null && next !== null && (
    <p role="status" data-testid="trail-searched">
      {words.searchedTo(formatInstant(searchedTo, props.zone))}{' '}
      <Button data-testid="trail-go-on" onClick={() => turn(next)}>
        {words.goOn}
      </Button>
    </p>
  );
  if (rows.length === 0)
    return <EmptyState title={further ? words.noneYet : words.none}>{further || words.noneHow}</EmptyState>;
  return (
    <>
      <table className={styles.table} aria-label={words.table}>
        <thead>
          <tr>
            {Object.values(words.heads).map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.seq} {...props} row={row} />
          ))}
        </tbody>
      </table>
      {further}
      <div className={styles.pages}>
        <Button disabled={before === null} onClick={() => turn(null)}>
          {words.newest}
        </Button>
        <Button disabled={next === null} data-testid="trail-older" onClick={() => turn(next)}>
          {words.older}
        </Button>
      </div>
    </>
  );
}

/** Everything that anybody did, and whether that record is whole. */
export function Trail(props: TrailProps) {
  const { store } = props;
  const { rows, fault, busy, result, load, exportAs } = useStore(store);
  useEffect(() => void load(), [load]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="trail">
      <div className={frame.head}>
        <h2>{words.title}</h2>
        <Permitted by="trail.note_export">
          <Button
            disabled={busy}
            hint={words.exportHint}
            data-testid="trail-ndjson"
            onClick={() => void exportAs('ndjson')}
          >
            {words.exportNdjson}
          </Button>
          <Button
            disabled={busy}
            hint={words.exportHint}
            data-testid="trail-csv"
            onClick={() => void exportAs('csv')}
          >
            {words.exportCsv}
          </Button>
        </Permitted>
        <span role="status" data-testid="trail-result">
          {result}
        </span>
      </div>
      <section
        className={`${frame.scroller} ${styles.scroller}`}
        id="trail"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={words.table}
      >
        <Permitted by="trail.verify">
          <Whole store={store} zone={props.zone} />
        </Permitted>
        <Filters store={store} />
        {fault !== undefined && (
          <FailedState
            title={words.failed}
            reason={fault.message}
            {...(rows === undefined ? {} : { kept: words.kept })}
            onRetry={() => void load()}
          />
        )}
        {rows === undefined && fault === undefined && <LoadingState label={words.loading} />}
        {rows !== undefined && <Rows {...props} />}
      </section>
    </section>
  );
}
