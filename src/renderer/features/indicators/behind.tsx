import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Disposition } from '#core/model/finding.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { DISPOSITION_WORD } from '#renderer/words/codes.ts';
import { indicatorWords, behindWords as words } from '#renderer/words/indicators.ts';
import type { BehindRow, BehindStore } from './behind-store.ts';
import styles from './indicators.module.css';

/** What leads from a list to a finding. */
export type FindingLinks = {
  readonly onOpen: (id: string) => void;
  /** Asks what resolved findings really were. */
  readonly onAmend: (ids: readonly string[]) => void;
};

type RowProps = FindingLinks & { readonly row: BehindRow; readonly zone: string };

function Row({ row, zone, onOpen, onAmend }: RowProps) {
  const { id, site, title, status, disposition, detected_at, timezone } = row;
  const what = [site, title].filter(Boolean).join(' ');
  return (
    <tr data-testid="behind-row">
      <th scope="row">
        <Button kind="quiet" className={styles.link} onClick={() => onOpen(id)}>
          {what}
        </Button>
      </th>
      <td className={styles.number}>
        <LocalTime at={detected_at} zone={timezone ?? zone} />
      </td>
      <td>{disposition === null ? words.open : DISPOSITION_WORD[disposition]}</td>
      <td>
        {status === 'RESOLVED' && (
          <Permitted by="findings.amend">
            <Button aria-label={words.amendOf(what)} onClick={() => onAmend([id])}>
              {words.amend}
            </Button>
          </Permitted>
        )}
      </td>
    </tr>
  );
}

export type BehindProps = FindingLinks & {
  readonly store: BehindStore;
  readonly zone: string;
  readonly onLeave: () => void;
};

const ANY = '';
const CHOICES: readonly { readonly value: Disposition | typeof ANY; readonly label: string }[] = [
  { value: ANY, label: words.any },
  ...DISPOSITIONS.map((value) => ({ value, label: DISPOSITION_WORD[value] })),
];

/** The findings that an indicator was made of, the newest first. */
export function Behind({ store, zone, onLeave, ...links }: BehindProps) {
  const { name, disposition, rows, more, fault, narrow, loadMore } = useStore(store);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  if (name === null) return null;
  const title = words.title(indicatorWords.about(name).title);
  return (
    <section aria-label={title} data-testid="behind">
      <div className={`${styles.fields} ${styles.above}`}>
        <Button ref={back} onClick={onLeave} data-testid="behind-back">
          {words.back}
        </Button>
        <h3 className={styles.title}>{title}</h3>
        <ChoiceField<Disposition | typeof ANY>
          aria-label={words.disposition}
          value={disposition ?? ANY}
          choices={CHOICES}
          onChoose={(value) => void narrow(value === ANY ? null : value)}
        />
      </div>
      {fault !== undefined && (
        <FailedState title={words.failed} reason={fault.message} onRetry={() => void loadMore()} />
      )}
      {rows === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {rows?.length === 0 && <p className={styles.faint}>{words.none}</p>}
      {rows !== undefined && rows.length > 0 && (
        <table className={styles.table} aria-label={title}>
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
            {rows.map((row) => (
              <Row key={row.id} row={row} zone={zone} {...links} />
            ))}
          </tbody>
        </table>
      )}
      {more && <Button onClick={() => void loadMore()}>{words.more}</Button>}
    </section>
  );
}
