import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import { Modal } from '#renderer/ui/modal.tsx';
import { deskTitles } from '#renderer/words/desk.ts';
import type { Asking, DeskStore } from './desk-store.ts';

export type DeskProps = {
  readonly store: DeskStore;
  /** A finding in a few words. */
  readonly describe: (id: string) => string;
  /** The zone for findings without a site of their own. */
  readonly zone: string;
  /** Whoever sits here, by name. */
  readonly me: string | null;
  /** Names of accounts, where there are any. */
  readonly names: readonly string[];
};

type DeskDialogProps = Pick<DeskProps, 'store' | 'describe'> & {
  readonly what: Asking['what'];
  readonly focus: RefObject<HTMLElement | null>;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** A dialog about what the operator has chosen: one finding by its name, several by their number, a dispatch by who was sent. */
export function DeskDialog({ store, describe, what, focus, wide, children }: DeskDialogProps) {
  const { asking, cancel } = useStore(store);
  const mine = asking?.what === what ? asking : null;
  const ids = mine === null || mine.what === 'callOff' ? [] : mine.ids;
  const [only] = ids;
  const title = deskTitles[what];
  return (
    <Modal
      title={ids.length > 1 ? deskTitles.several(title, ids.length) : title}
      description={
        mine?.what === 'callOff' ? mine.who : ids.length === 1 && only ? describe(only) : undefined
      }
      open={mine !== null}
      onClose={cancel}
      focus={focus}
      wide={wide ?? false}
    >
      {children}
    </Modal>
  );
}
