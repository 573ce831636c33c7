import type { RefObject } from 'react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ModalActions } from '#renderer/ui/modal.tsx';
import { workflowWords } from '#renderer/words/workflow.ts';
import type { DialogProps } from './findings-dialog.tsx';
import { FindingsDialog } from './findings-dialog.tsx';
import type { WorkflowStore } from './workflow-store.ts';

/** Asked once, because a resolved finding is not opened again. */
export function NormalDialog(props: DialogProps) {
  const first = useRef<HTMLButtonElement>(null);
  return (
    <FindingsDialog {...props} what="normal" verb={workflowWords.normal.verb} focus={first}>
      <Confirm store={props.store} first={first} />
    </FindingsDialog>
  );
}

const words = workflowWords.normal;

type ConfirmProps = { readonly store: WorkflowStore; readonly first: RefObject<HTMLButtonElement | null> };

function Confirm({ store, first }: ConfirmProps) {
  const { normal, cancel } = useStore(store);
  return (
    <>
      <p>{words.means}</p>
      <p>{words.orLeaveOut}</p>
      <ModalActions>
        <Button kind="quiet" shortcut="Esc" onClick={cancel}>
          {workflowWords.cancel}
        </Button>
        <Button
          ref={first}
          kind="primary"
          shortcut="↵"
          data-testid="normal-confirm"
          onClick={() => void normal()}
        >
          {words.verb}
        </Button>
      </ModalActions>
    </>
  );
}
