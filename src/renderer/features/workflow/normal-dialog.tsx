import type { RefObject } from 'react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ModalActions } from '#renderer/ui/modal.tsx';
import type { DialogProps } from './findings-dialog.tsx';
import { FindingsDialog } from './findings-dialog.tsx';
import type { WorkflowStore } from './workflow-store.ts';

/** Asked once, because a resolved finding is not opened again. */
export function NormalDialog(props: DialogProps) {
  const first = useRef<HTMLButtonElement>(null);
  return (
    <FindingsDialog {...props} what="normal" verb="This was normal" focus={first}>
      <Confirm store={props.store} first={first} />
    </FindingsDialog>
  );
}

type ConfirmProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLButtonElement | null> };

function Confirm({ store, first }: ConfirmProps) {
  const { normal, cancel } = useStore(store);
  return (
    <>
      <p>
        The baseline learns these hours as they were, so that the same is expected from now on. The finding is
        resolved as benign and is not opened again.
      </p>
      <p>Was it a day like no other? Then leave it out of the learning on the Baselines screen instead.</p>
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={cancel}>
          Cancel
        </Button>
        <Button
          ref={first}
          kind="primary"
          shortcut="↵"
          data-testid="normal-confirm"
          onClick={() => void normal()}
        >
          This was normal
        </Button>
      </ModalActions>
    </>
  );
}
