import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { FINDING } from '#renderer/words/finding.ts';
import type { FindingActions } from './actions.ts';
import { BaselineCard } from './baseline-card.tsx';
import { EvidenceView } from './evidence.tsx';
import { explainedAt } from './explained-at.ts';
import type { FactsProps } from './facts.tsx';
import { Decisions, Meta } from './facts.tsx';
import styles from './finding.module.css';
import type { Detail, FindingStore } from './finding-store.ts';
import { Heading } from './heading.tsx';
import { RunbookView } from './runbook.tsx';
import { Timeline } from './timeline.tsx';
import { Toolbar } from './toolbar.tsx';
import { Why } from './why.tsx';

function Relatives({ detail, onOpen }: { readonly detail: Detail; readonly onOpen: (id: string) => void }) {
  const { finding, children } = detail;
  const parent = finding.parent_id;
  if (parent === null && children.length === 0) return null;
  return (
    <Card
      title={parent === null ? 'It explains' : 'Explained by'}
      aside={parent === null ? children.length : ''}
    >
      <ul>
        {parent !== null && (
          <li>
            <Button kind="quiet" onClick={() => onOpen(parent)}>
              The finding that adopted it
            </Button>
          </li>
        )}
        {children.map((child) => (
          <li key={child.id} className={styles.child}>
            <SeverityGlyph
              severity={child.severity}
              state={child.condition === 'CLEARED' ? 'cleared' : 'new'}
            />
            <Button kind="quiet" onClick={() => onOpen(child.id)}>
              {child.title}
            </Button>
            <span className={styles.childText}>{child.message}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** When the SLA ends; null once nobody is waited for. */
function slaDueAt({ finding, runbook }: Detail): number | null {
  if (runbook === null || finding.status === 'RESOLVED' || finding.condition === 'CLEARED') return null;
  return finding.detected_at + runbook.escalation_sla_minutes * 60_000;
}

type BodyProps = FactsProps & {
  readonly actions: FindingActions;
  readonly moreActions: readonly MenuAction[];
  readonly map: ReactNode;
};

function Body({ detail, zone, actions, moreActions, map }: BodyProps) {
  return (
    <>
      <Heading detail={detail} />
      <Why explanation={detail.finding.explanation} at={explainedAt(detail)} zone={zone} />
      <Decisions detail={detail} zone={zone} />
      <Toolbar finding={detail.finding} actions={actions} moreActions={moreActions} />
      <Meta detail={detail} zone={zone} />
      <div className={styles.columns}>
        <div className={styles.baseline}>
          <BaselineCard detail={detail} zone={zone} onShowSeries={actions.onShowSeries} />
        </div>
        <div className={styles.side}>
          <RunbookView runbook={detail.runbook} dueAt={slaDueAt(detail)} zone={zone} />
          <Relatives detail={detail} onOpen={actions.onOpen} />
          <Timeline entries={detail.timeline} zone={zone} />
        </div>
        <div className={styles.main}>
          {map}
          <EvidenceView captures={detail.evidence} zone={zone} />
        </div>
      </div>
    </>
  );
}

export type FindingPaneProps = {
  readonly store: FindingStore;
  readonly actions: FindingActions;
  /** The zone for findings without a site of their own. */
  readonly zone: string;
  /** Where it happened, between why and the evidence. */
  readonly map?: ReactNode;
  /** What else can be done about it, listed under More. */
  readonly moreActions?: readonly MenuAction[];
  /** Present where the pane covers the feed. */
  readonly onBack?: () => void;
};

/** The chosen finding: why, what to do, the evidence and its history. */
export function FindingPane({ store, actions, zone, map, moreActions = [], onBack }: FindingPaneProps) {
  const { id, detail, fault, refresh } = useStore(store);
  const pane = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another finding starts at its top
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, [id]);
  if (id === null) return <EmptyState title={FINDING.none}>{FINDING.chooseOne}</EmptyState>;
  return (
    <section
      ref={pane}
      id="finding"
      className={styles.pane}
      aria-label={FINDING.pane}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and Enter moves the focus here
      tabIndex={0}
      data-testid="finding-detail"
    >
      {onBack !== undefined && (
        <Button kind="quiet" shortcut="Esc" className={styles.back} onClick={onBack}>
          {FINDING.back}
        </Button>
      )}
      {fault !== undefined && (
        <FailedState
          title={FINDING.notLoaded}
          reason={fault.message}
          {...(detail === undefined ? {} : { kept: FINDING.lastKnown })}
          onRetry={() => void refresh()}
        />
      )}
      {detail === undefined && fault === undefined && <LoadingState label={FINDING.loading} />}
      {detail !== undefined && (
        <Body
          detail={detail}
          zone={detail.timezone ?? zone}
          actions={actions}
          moreActions={moreActions}
          map={map}
        />
      )}
    </section>
  );
}
