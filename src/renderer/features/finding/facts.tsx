import type { ReactNode } from 'react';
import type { Finding } from '#core/model/finding.ts';
import { Said } from '#renderer/ui/said.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { Age, LocalTime } from '#renderer/ui/times.tsx';
import { inWords, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { factWords as words } from '#renderer/words/finding.ts';
import type { Detail } from './detail.ts';
import styles from './finding.module.css';
import { detectorOf } from './kinds.ts';

export type FactsProps = { readonly detail: Detail; readonly zone: string };

export const isShelved = (finding: Finding, now: number): boolean =>
  finding.shelved_until !== null && finding.shelved_until > now;

function DetectedHow({ detail, zone }: FactsProps) {
  const { detected_at, condition_started_at } = detail.finding;
  return (
    <Said
      text={words.detectedHow}
      at={<LocalTime at={detected_at} zone={zone} style={{ seconds: true }} />}
      delay={formatAge(detected_at - condition_started_at)}
      by={detectorOf(detail.finding)}
    />
  );
}

/** When, where and how often, in short. */
export function Meta({ detail, zone }: FactsProps) {
  const { finding } = detail;
  const facts: (readonly [string, ReactNode])[] = [
    [words.severity, `${SEVERITY_WORD[finding.severity]} · ${inWords(finding.category)}`],
    [
      words.trueSince,
      <Said
        key="since"
        text={words.since}
        at={<LocalTime at={finding.condition_started_at} zone={zone} style={{ seconds: true }} />}
        age={<Age at={finding.condition_started_at} zone={zone} />}
      />,
    ],
    [words.detected, <DetectedHow key="detected" detail={detail} zone={zone} />],
    [
      words.seen,
      <Said
        key="seen"
        text={words.seenLast}
        times={words.seenTimes(finding.occurrences)}
        at={<LocalTime at={finding.last_seen_at} zone={zone} />}
      />,
    ],
  ];
  if (finding.client !== null)
    facts.push([words.client, [finding.tenant, finding.client].filter(Boolean).join(' / ')]);
  if (finding.subject !== '') facts.push([words.subject, <code key="subject">{finding.subject}</code>]);
  if (finding.cleared_at !== null)
    facts.push([words.cleared, <LocalTime key="cleared" at={finding.cleared_at} zone={zone} />]);
  facts.push([words.id, <code key="id">{finding.id}</code>]);
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
