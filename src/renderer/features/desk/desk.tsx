import { CallDialog } from './call-dialog.tsx';
import type { DeskProps } from './desk-dialog.tsx';
import { DispatchDialog } from './dispatch-dialog.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { CallOffDialog, EscalateDialog } from './reason-dialogs.tsx';

/** The dialogs of the desk: notes, calls, giving away, escalating, dispatching. */
export const Desk = (props: DeskProps) => (
  <>
    <NoteDialog {...props} />
    <CallDialog {...props} />
    <GiveDialog {...props} />
    <HandOverDialog {...props} />
    <EscalateDialog {...props} />
    <DispatchDialog {...props} />
    <CallOffDialog {...props} />
  </>
);
