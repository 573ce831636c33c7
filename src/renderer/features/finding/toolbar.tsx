import type { Finding } from '#core/model/finding.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { isAnomaly } from '#renderer/ui/anomaly.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import type { MenuAction } from '#renderer/ui/menu.tsx';
import { MenuButton } from '#renderer/ui/menu.tsx';
import { isShelvable } from '#renderer/ui/shelving.ts';
import { toolbarWords as words } from '#renderer/words/finding.ts';
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
  return (
    <div className={styles.actions} role="toolbar" aria-label={words.name}>
      {!isOpen && (
        <Permitted by="findings.amend">
          <Button
            shortcut="q"
            hint={words.amend.hint}
            data-testid="action-amend"
            onClick={() => actions.onAmend(finding.id)}
          >
            {words.amend.label}
          </Button>
        </Permitted>
      )}
      {isOpen && <OpenActions finding={finding} actions={actions} shelved={shelved} />}
      <Button
        shortcut="w"
        hint={words.note.hint}
        data-testid="action-note"
        onClick={() => actions.onNote(finding.id)}
      >
        {words.note.label}
      </Button>
      <Button
        shortcut="c"
        hint={words.call.hint}
        data-testid="action-call"
        onClick={() => actions.onCall(finding.id)}
      >
        {words.call.label}
      </Button>
      {moreActions.length > 0 && <MenuButton label={words.more} actions={moreActions} testId="action-more" />}
    </div>
  );
}

type OpenActionsProps = Pick<ToolbarProps, 'finding' | 'actions'> & { readonly shelved: boolean };

function OpenActions({ finding, actions, shelved }: OpenActionsProps) {
  const isNew = finding.status === 'NEW';
  const acknowledge = isNew ? words.acknowledge : words.acknowledgeAgain;
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
        hint={words.resolve.hint}
        data-testid="action-resolve"
        onClick={() => actions.onResolve(finding.id)}
      >
        {words.resolve.label}
      </Button>
      {isAnomaly(finding.finding_type) && (
        <Button
          shortcut="Shift N"
          hint={words.normal.hint}
          data-testid="action-normal"
          onClick={() => actions.onNormal(finding.id)}
        >
          {words.normal.label}
        </Button>
      )}
      {shelved && (
        <Button hint={words.unshelve.hint} onClick={() => actions.onUnshelve(finding.id)}>
          {words.unshelve.label}
        </Button>
      )}
      {!shelved && isShelvable(finding.finding_type) && (
        <Button
          shortcut="s"
          hint={words.shelve.hint}
          data-testid="action-shelve"
          onClick={() => actions.onShelve(finding.id)}
        >
          {words.shelve.label}
        </Button>
      )}
    </>
  );
}
