import { Outcome } from './outcome.tsx';
import type { DialogProps } from './resolve-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { ShelveDialog } from './shelve-dialog.tsx';

/** The dialogs and the outcome of what people do about findings. */
export const Workflow = (props: DialogProps) => (
  <>
    <ResolveDialog {...props} />
    <ShelveDialog {...props} />
    <Outcome {...props} />
  </>
);
