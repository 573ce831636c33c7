import type { ReactNode } from 'react';
import { Card } from '#renderer/ui/card.tsx';
import { Markdown } from '#renderer/ui/markdown.tsx';
import { findingWords } from '#renderer/words/finding.ts';
import { BaselineCard } from './baseline-card.tsx';
import type { Detail } from './detail.ts';
import { Dispatches } from './dispatches.tsx';
import { EvidenceView } from './evidence.tsx';
import { explainedAt } from './explained-at.ts';
import { Meta } from './facts.tsx';
import styles from './finding.module.css';
import { Heading } from './heading.tsx';
import { RunbookView } from './runbook.tsx';
import { Standing } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import { Why } from './why.tsx';

const NOTHING = { isOver: true, isNoting: false, onTick() {}, onUntick() {}, onCancelNote() {} };

export type FrozenFindingProps = {
  readonly detail: Detail;
  readonly zone: string;
  /** Where it happened, between the facts and the evidence. */
  readonly map: ReactNode;
  /** Positions were left out. */
  readonly isRedacted: boolean;
};

/** A finding as it was at an instant: to read, with nothing to do about it any more. */
export function FrozenFinding({ detail, zone, map, isRedacted }: FrozenFindingProps) {
  const shown = { detail, zone };
  const { explanation, finding_type } = detail.finding;
  return (
    <>
      <Heading detail={detail} watched={undefined} />
      <Standing {...shown} />
      <div className={styles.columns}>
        <div className={styles.lead}>
          <Why explanation={explanation} findingType={finding_type} at={explainedAt(detail)} zone={zone} />
          <BaselineCard {...shown} />
        </div>
        <div className={styles.side}>
          <RunbookView {...shown} doing={() => NOTHING} />
          {detail.instructions !== null && (
            <Card title={findingWords.instructions}>
              <Markdown text={detail.instructions} />
            </Card>
          )}
          <Dispatches {...shown} />
          <Timeline entries={detail.timeline} zone={zone} />
        </div>
        <div className={styles.main}>
          <Meta {...shown} />
          {map}
          <EvidenceView captures={detail.evidence} zone={zone} isRedacted={isRedacted} />
        </div>
      </div>
    </>
  );
}
