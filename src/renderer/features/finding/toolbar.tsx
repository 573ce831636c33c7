import type { Finding } from '#core/model/finding.ts';
import { isAnomaly } from '#renderer/ui/anomaly.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { MenuButton } from '#renderer/ui/menu.tsx';
import { isShelvable } from '#renderer/ui/shelving.ts';
import { TOOLBAR } from '#renderer/words/finding.ts';
import type { FindingActions } from './actions.ts';
import { isShelved } from './facts.tsx';
import styles from './finding.module.css';

export type ToolbarProps = {
  readonly finding: Finding;
  readonly actions: FindingActions;
  /** What else can be done about it, from the features beside this one. */
  readonly moreActions: readonly MenuAction[];
};

/** What can be done about the finding: what is done most has a button, the rest is one step away. */
export function Toolbar({ finding, actions, moreActions }: ToolbarProps) {
  const shelved = isShelved(finding, useNow(60_000));
  const isOpen = finding.status !== 'RESOLVED';
  if (!isOpen && moreActions.length === 0) return null;
  return (
    <div className={styles.actions} role="toolbar" aria-label={TOOLBAR.name}>
      {isOpen && <OpenActions finding={finding} actions={actions} shelved={shelved} />}
      {moreActions.length > 0 && (
        <MenuButton label={TOOLBAR.more} actions={moreActions} testId="action-more" />
      )}
    </div>
  );
}

type OpenActionsProps = Pick<ToolbarProps, 'finding' | 'actions'> & { readonly shelved: boolean };

function OpenActions({ finding, actions, shelved }: OpenActionsProps) {
  const isNew = finding.status === 'NEW';
  const acknowledge = isNew ? TOOLBAR.acknowledge : TOOLBAR.acknowledgeAgain;
  return (
    <>
      <Button
        kind={isNew ? 'primary' : 'plain'}
        shortcut="a"
        hint={acknowledge.hint}
        data-testid="action-acknowledge"
        onClick={() => actions.onAcknowledge(finding.id)}
      >
        {acknowledge.label}
      </Button>
      <Button
        shortcut="r"
        hint={TOOLBAR.resolve.hint}
        data-testid="action-resolve"
        onClick={() => actions.onResolve(finding.id)}
      >
        {TOOLBAR.resolve.label}
      </Button>
      {isAnomaly(finding.finding_type) && (
        <Button
          shortcut="Shift N"
          hint={TOOLBAR.normal.hint}
          data-testid="action-normal"
          onClick={() => actions.onNormal(finding.id)}
        >
          {TOOLBAR.normal.label}
        </Button>
      )}
      {shelved && (
        <Button hint={TOOLBAR.unshelve.hint} onClick={() => actions.onUnshelve(finding.id)}>
          {TOOLBAR.unshelve.label}
        </Button>
      )}
      {!shelved && isShelvable(finding.finding_type) && (
        <Button
          shortcut="s"
          hint={TOOLBAR.shelve.hint}
          data-testid="action-shelve"
          onClick={() => actions.onShelve(finding.id)}
        >
          {TOOLBAR.shelve.label}
        </Button>
      )}
    </>
  );
}
