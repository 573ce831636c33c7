import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { findingWords } from '#renderer/words/finding.ts';
import type { FindingActions } from './actions.ts';
import { BaselineCard } from './baseline-card.tsx';
import { ContactsCard } from './contacts.tsx';
import { Dispatches } from './dispatches.tsx';
import { EscalationCard } from './escalation.tsx';
import { EvidenceView } from './evidence.tsx';
import { explainedAt } from './explained-at.ts';
import type { FactsProps } from './facts.tsx';
import { Meta } from './facts.tsx';
import styles from './finding.module.css';
import type { FindingStore } from './finding-store.ts';
import { Heading } from './heading.tsx';
import { MessagesCard } from './messages.tsx';
import { Related } from './related.tsx';
import { RunbookCard } from './runbook.tsx';
import { Standing } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import { Toolbar } from './toolbar.tsx';
import { Why } from './why.tsx';

type BodyProps = FactsProps & {
  readonly store: FindingStore;
  readonly actions: FindingActions;
  readonly moreActions: readonly MenuAction[];
  readonly map: ReactNode;
  readonly watched: string | undefined;
};

function Body({ store, detail, zone, actions, moreActions, map, watched }: BodyProps) {
  const shown = { detail, zone };
  return (
    <>
      <Heading detail={detail} watched={watched} />
      <Standing {...shown} />
      {!detail.archived && <Toolbar finding={detail.finding} actions={actions} moreActions={moreActions} />}
      <div className={styles.columns}>
        <div className={styles.lead}>
          <Why
            explanation={detail.finding.explanation}
            findingType={detail.finding.finding_type}
            at={explainedAt(detail)}
            zone={zone}
          />
          <BaselineCard {...shown} onShowSeries={actions.onShowSeries} />
        </div>
        <div className={styles.side}>
          <RunbookCard {...shown} store={store} />
          <EscalationCard {...shown} />
          <MessagesCard {...shown} />
          <Dispatches {...shown} actions={actions} />
          <ContactsCard detail={detail} />
          <Related {...shown} onOpen={actions.onOpen} />
          <Timeline entries={detail.timeline} zone={zone} />
        </div>
        <div className={styles.main}>
          <Meta {...shown} />
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
  /** Who else has which finding before them, in words, by its id; undefined where nobody signs in. */
  readonly watchers?: ReadonlyMap<string, string> | undefined;
  /** Present where the pane covers the feed. */
  readonly onBack?: () => void;
};

/** The chosen finding: why, what to do, the evidence and its history. */
export function FindingPane({
  store,
  actions,
  zone,
  map,
  moreActions = [],
  watchers,
  onBack,
}: FindingPaneProps) {
  const { id, detail, fault, refresh } = useStore(store);
  const pane = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another finding starts at its top
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, [id]);
  if (id === null) return <EmptyState title={findingWords.none}>{findingWords.chooseOne}</EmptyState>;
  return (
    <section
      ref={pane}
      id="finding"
      className={styles.pane}
      aria-label={findingWords.pane}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and Enter moves the focus here
      tabIndex={0}
      data-testid="finding-detail"
    >
      {onBack !== undefined && (
        <Button kind="quiet" shortcut="Esc" className={styles.back} onClick={onBack}>
          {findingWords.back}
        </Button>
      )}
      {fault !== undefined && (
        <FailedState
          title={findingWords.notLoaded}
          reason={fault.message}
          {...(detail === undefined ? {} : { kept: findingWords.lastKnown })}
          onRetry={() => void refresh()}
        />
      )}
      {detail === undefined && fault === undefined && <LoadingState label={findingWords.loading} />}
      {detail !== undefined && (
        <Body
          store={store}
          detail={detail}
          zone={detail.timezone ?? zone}
          actions={actions}
          moreActions={moreActions}
          map={map}
          watched={watchers === undefined ? undefined : (watchers.get(id) ?? '')}
        />
      )}
    </section>
  );
}
