import type { ReactNode } from 'react';
import { useNow } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { DISPOSITION_WORD, personName } from '#renderer/words/codes.ts';
import { standingWords as words } from '#renderer/words/finding.ts';
import type { FactsProps } from './facts.tsx';
import { isShelved } from './facts.tsx';
import styles from './standing.module.css';

const nameOf = (actor: string | null): string => (actor === null ? words.somebody : personName(actor));

/** Who has it: whoever it was given to, else whoever acknowledged it. */
function Owner({ detail, zone }: FactsProps) {
  const { assigned_to, assigned_at, acknowledged_by } = detail.finding;
  if (assigned_to !== null && assigned_at !== null)
    return (
      <Said
        text={words.given}
        who={<strong>{personName(assigned_to)}</strong>}
        at={<LocalTime at={assigned_at} zone={zone} />}
      />
    );
  return acknowledged_by === null ? words.nobody : <strong>{personName(acknowledged_by)}</strong>;
}

function Acknowledged({ detail, zone }: FactsProps) {
  const { acknowledged_by, acknowledged_at, ack_until } = detail.finding;
  const now = useNow();
  if (acknowledged_at === null) return null;
  return (
    <>
      <Said
        text={words.acknowledgedBy}
        who={nameOf(acknowledged_by)}
        at={<LocalTime at={acknowledged_at} zone={zone} />}
      />
      {', '}
      {ack_until === null ? (
        words.untilResolved
      ) : (
        <Said text={words.lapsesIn} left={formatAge(ack_until - now)} />
      )}
    </>
  );
}

function Resolved({ detail, zone }: FactsProps) {
  const { resolved_at, resolved_by, disposition, resolution_note } = detail.finding;
  if (resolved_at === null) return null;
  return (
    <>
      <Said
        text={words.resolvedBy}
        who={nameOf(resolved_by)}
        at={<LocalTime at={resolved_at} zone={zone} />}
      />
      {disposition !== null && (
        <>
          {'. '}
          <Said text={words.because} what={DISPOSITION_WORD[disposition]} note={resolution_note} />
        </>
      )}
    </>
  );
}

/** Where it stands: who has it, until when it is acknowledged or shelved, whether it was escalated, what it was. */
export function Standing({ detail, zone }: FactsProps) {
  const { finding } = detail;
  const now = useNow(1_000);
  const parts: (readonly [string, ReactNode])[] = [];
  if (finding.status !== 'RESOLVED') parts.push([words.owner, <Owner key="o" detail={detail} zone={zone} />]);
  if (finding.status === 'ACKNOWLEDGED')
    parts.push([words.acknowledged, <Acknowledged key="a" detail={detail} zone={zone} />]);
  if (isShelved(finding, now) && finding.shelved_until !== null)
    parts.push([
      words.shelved,
      <Said
        key="s"
        text={words.shelvedBy}
        who={nameOf(finding.shelved_by)}
        at={<LocalTime at={finding.shelved_until} zone={zone} />}
        why={finding.shelve_reason}
      />,
    ]);
  if (finding.escalated_at !== null)
    parts.push([
      words.escalated,
      <Said key="e" text={words.escalatedAt} at={<LocalTime at={finding.escalated_at} zone={zone} />} />,
    ]);
  if (finding.status === 'RESOLVED')
    parts.push([words.resolved, <Resolved key="r" detail={detail} zone={zone} />]);
  return (
    <dl className={styles.standing} aria-label={words.name}>
      {parts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
