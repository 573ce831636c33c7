import type { ReactNode } from 'react';
import type { Finding } from '#core/model/finding.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { DISPOSITION_WORD, inWords, personName } from '#renderer/words/codes.ts';
import styles from './finding.module.css';
import type { Detail } from './finding-store.ts';

export type FactsProps = { readonly detail: Detail; readonly zone: string };

export const isShelved = (finding: Finding, now: number): boolean =>
  finding.shelved_until !== null && finding.shelved_until > now;

/** What detected it. */
const DETECTOR: Readonly<Record<Finding['cadence'], string>> = {
  HEARTBEAT: 'the heartbeat audit',
  COMPREHENSIVE: 'the comprehensive audit',
  DEEP: 'the deep audit',
  TIMER: 'its timer',
};

/** How long after the condition began it was seen. */
const delay = ({ detected_at, condition_started_at }: Finding): string =>
  formatAge(detected_at - condition_started_at);

/** When, where and how often, in short. */
export function Meta({ detail, zone }: FactsProps) {
  const { finding } = detail;
  const facts: (readonly [string, ReactNode])[] = [
    ['severity', `${finding.severity} · ${inWords(finding.category)}`],
    [
      'true since',
      <>
        <LocalTime key="since" at={finding.condition_started_at} zone={zone} style={{ seconds: true }} /> (
        <Age at={finding.condition_started_at} zone={zone} />)
      </>,
    ],
    [
      'detected',
      <>
        <LocalTime key="detected" at={finding.detected_at} zone={zone} style={{ seconds: true }} />,{' '}
        {delay(finding)} later, by {DETECTOR[finding.cadence]}
      </>,
    ],
    [
      'seen',
      <>
        {finding.occurrences}×, last <LocalTime key="last" at={finding.last_seen_at} zone={zone} />
      </>,
    ],
  ];
  if (finding.client !== null)
    facts.push(['client', [finding.tenant, finding.client].filter(Boolean).join(' / ')]);
  if (finding.subject !== '') facts.push(['subject', <code key="subject">{finding.subject}</code>]);
  if (finding.cleared_at !== null)
    facts.push(['cleared', <LocalTime key="cleared" at={finding.cleared_at} zone={zone} />]);
  if (finding.escalated_at !== null)
    facts.push(['escalated', <LocalTime key="escalated" at={finding.escalated_at} zone={zone} />]);
  facts.push(['id', <code key="id">{finding.id}</code>]);
  return (
    <dl className={styles.meta}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What people have done about it so far, in sentences. */
export function Decisions({ detail, zone }: FactsProps) {
  const { finding } = detail;
  const now = useNow(1_000);
  return (
    <div className={styles.decisions}>
      {finding.acknowledged_at !== null && finding.status !== 'NEW' && (
        <p>
          Acknowledged by {personName(finding.acknowledged_by ?? 'somebody')} at{' '}
          <LocalTime at={finding.acknowledged_at} zone={zone} />
          {finding.status === 'ACKNOWLEDGED' && finding.ack_until !== null && (
            <>, which lapses in {formatAge(finding.ack_until - now)}</>
          )}
          .
        </p>
      )}
      {isShelved(finding, now) && finding.shelved_until !== null && (
        <p>
          Shelved by {personName(finding.shelved_by ?? 'somebody')} until{' '}
          <LocalTime at={finding.shelved_until} zone={zone} />: {finding.shelve_reason}
        </p>
      )}
      {finding.resolved_at !== null && (
        <p>
          Resolved by {personName(finding.resolved_by ?? 'somebody')} at{' '}
          <LocalTime at={finding.resolved_at} zone={zone} />
          {finding.disposition !== null && `, ${DISPOSITION_WORD[finding.disposition]}`}:{' '}
          {finding.resolution_note}
        </p>
      )}
    </div>
  );
}
