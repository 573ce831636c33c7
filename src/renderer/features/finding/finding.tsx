import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { isAnomaly } from '#renderer/ui/anomaly.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { isShelvable } from '#renderer/ui/shelving.ts';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { STATUS_WORD } from '#renderer/ui/words.ts';
import { BaselineCard } from './baseline-card.tsx';
import { EvidenceView } from './evidence.tsx';
import { explainedAt } from './explained-at.ts';
import type { FactsProps } from './facts.tsx';
import { Decisions, isShelved, Meta } from './facts.tsx';
import styles from './finding.module.css';
import type { Detail, FindingStore } from './finding-store.ts';
import { RunbookView } from './runbook.tsx';
import { Timeline } from './timeline.tsx';
import { Why } from './why.tsx';

export type FindingActions = {
  readonly onAcknowledge: (id: string) => void;
  readonly onResolve: (id: string) => void;
  readonly onShelve: (id: string) => void;
  readonly onUnshelve: (id: string) => void;
  /** Says that an anomaly was normal. */
  readonly onNormal: (id: string) => void;
  /** Shows what a metric did around an instant. */
  readonly onShowSeries: (site: string, metric: string, at: EpochMs) => void;
  /** Shows another finding: a child or the parent. */
  readonly onOpen: (id: string) => void;
};

function Heading({ detail }: { readonly detail: Detail }) {
  const { finding, site_name } = detail;
  const shelved = isShelved(finding, useNow(60_000));
  const condition = finding.condition === 'CLEARED' ? ' · cleared' : '';
  return (
    <header className={styles.heading}>
      <SeverityGlyph severity={finding.severity} state={glyphState({ ...finding, shelved })} size={18} />
      <h2 className={styles.title}>
        {finding.title}{' '}
        <span className={styles.place}>{[finding.site, site_name].filter(Boolean).join(' ')}</span>
      </h2>
      <span className={styles.status}>{shelved ? 'Shelved' : STATUS_WORD[finding.status] + condition}</span>
    </header>
  );
}

function Actions({ finding, actions }: { readonly finding: Finding; readonly actions: FindingActions }) {
  const shelved = isShelved(finding, useNow(60_000));
  if (finding.status === 'RESOLVED') return null;
  return (
    <div className={styles.actions} role="toolbar" aria-label="What to do about it">
      <Button
        kind={finding.status === 'NEW' ? 'primary' : 'plain'}
        shortcut="a"
        hint="Say that you are on it"
        data-testid="action-acknowledge"
        onClick={() => actions.onAcknowledge(finding.id)}
      >
        {finding.status === 'NEW' ? 'Acknowledge' : 'Acknowledge again'}
      </Button>
      <Button
        shortcut="r"
        hint="Say what it was, and close it"
        data-testid="action-resolve"
        onClick={() => actions.onResolve(finding.id)}
      >
        Resolve
      </Button>
      {isAnomaly(finding.finding_type) && (
        <Button
          shortcut="Shift N"
          hint="Have it learned as it was, and close it as benign"
          data-testid="action-normal"
          onClick={() => actions.onNormal(finding.id)}
        >
          This was normal
        </Button>
      )}
      {shelved && (
        <Button hint="Bring it back to the feed now" onClick={() => actions.onUnshelve(finding.id)}>
          Unshelve
        </Button>
      )}
      {!shelved && isShelvable(finding.finding_type) && (
        <Button
          shortcut="s"
          hint="Put it aside for a time, with a reason"
          data-testid="action-shelve"
          onClick={() => actions.onShelve(finding.id)}
        >
          Shelve
        </Button>
      )}
    </div>
  );
}

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

function Body({ detail, zone, actions }: FactsProps & { readonly actions: FindingActions }) {
  return (
    <>
      <Heading detail={detail} />
      <Why explanation={detail.finding.explanation} at={explainedAt(detail)} zone={zone} />
      <Decisions detail={detail} zone={zone} />
      <Actions finding={detail.finding} actions={actions} />
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
  /** Present where the pane covers the feed. */
  readonly onBack?: () => void;
};

/** The chosen finding: why, what to do, the evidence and its history. */
export function FindingPane({ store, actions, zone, onBack }: FindingPaneProps) {
  const { id, detail, fault, refresh } = useStore(store);
  const pane = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another finding starts at its top
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, [id]);
  if (id === null)
    return <EmptyState title="No finding is chosen.">Choose one from the feed with j and k.</EmptyState>;
  return (
    <section
      ref={pane}
      id="finding"
      className={styles.pane}
      aria-label="Finding"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and Enter moves the focus here
      tabIndex={0}
      data-testid="finding-detail"
    >
      {onBack !== undefined && (
        <Button kind="quiet" shortcut="Esc" className={styles.back} onClick={onBack}>
          Back to the feed
        </Button>
      )}
      {fault !== undefined && (
        <FailedState
          title="The finding could not be loaded."
          reason={fault.message}
          {...(detail === undefined ? {} : { kept: 'Below is what was last known.' })}
          onRetry={() => void refresh()}
        />
      )}
      {detail === undefined && fault === undefined && <LoadingState label="Loading the finding" />}
      {detail !== undefined && <Body detail={detail} zone={detail.timezone ?? zone} actions={actions} />}
    </section>
  );
}
