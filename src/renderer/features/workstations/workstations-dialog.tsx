import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { workstationWords as words } from '#renderer/words/workstations.ts';
import { AttachedPart, AttachPart } from './attach-part.tsx';
import { HostPart } from './host-part.tsx';
import type { LanStore } from './lan-store.ts';
import type { LinkStore } from './link-store.ts';

export type WorkstationsDialogProps = {
  readonly link: LinkStore;
  readonly lan: LanStore;
  readonly zone: string;
  /** Whether the person may say who uses this engine, and whose engine this workstation uses. */
  readonly mayHost: boolean;
  readonly mayAttach: boolean;
  /** Nobody attaches where nobody signs in. */
  readonly hasAccounts: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Several workstations, one engine: who may use this one, or whose this workstation uses. */
export function WorkstationsDialog({ open, onClose, ...props }: WorkstationsDialogProps) {
  return (
    <Modal title={words.title} open={open} onClose={onClose} wide>
      <Parts {...props} />
      <ModalActions>
        <Button kind="primary" shortcut="Esc" onClick={onClose}>
          {words.close}
        </Button>
      </ModalActions>
    </Modal>
  );
}

function Parts({
  link,
  lan,
  zone,
  mayHost,
  mayAttach,
  hasAccounts,
}: Omit<WorkstationsDialogProps, 'open' | 'onClose'>) {
  const attached = useStore(link);
  const hosting = useStore(lan);
  useEffect(() => (mayHost ? lan.getState().start() : undefined), [lan, mayHost]);
  useEffect(() => attached.forget, [attached.forget]);
  if (attached.link === undefined) return <LoadingState label={words.loading} />;
  return (
    <>
      {attached.link !== null && (
        <AttachedPart state={attached} link={attached.link} mayDetach={mayAttach} zone={zone} />
      )}
      {mayHost && <HostPart state={hosting} hasAccounts={hasAccounts} zone={zone} />}
      {attached.link === null && mayAttach && <AttachPart state={attached} />}
    </>
  );
}
