import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import { Modal } from '#renderer/ui/modal.tsx';
import { workflowWords } from '#renderer/words/workflow.ts';
import type { Question, WorkflowStore } from './workflow-store.ts';

export type DialogProps = { readonly store: WorkflowStore; readonly describe: (id: string) => string };

type FindingsDialogProps = DialogProps & {
  readonly what: Question;
  /** What is done, as its title says it. */
  readonly verb: string;
  readonly focus: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/** A dialog about the findings that the operator has chosen: one by its name, several by their number. */
export function FindingsDialog({ store, describe, what, verb, focus, children }: FindingsDialogProps) {
  const { asking, cancel } = useStore(store);
  const ids = asking?.what === what ? asking.ids : [];
  const only = ids.length === 1 ? ids[0] : undefined;
  return (
    <Modal
      title={only === undefined ? workflowWords.several(verb, ids.length) : verb}
      description={only === undefined ? undefined : describe(only)}
      open={asking?.what === what}
      onClose={cancel}
      focus={focus}
    >
      {children}
    </Modal>
  );
}
