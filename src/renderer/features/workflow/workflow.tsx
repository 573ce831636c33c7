import { AmendDialog } from './amend-dialog.tsx';
import type { DialogProps } from './findings-dialog.tsx';
import { NormalDialog } from './normal-dialog.tsx';
import { Outcome } from './outcome.tsx';
import type { ReportDialogProps } from './report-dialog.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { ShelveDialog } from './shelve-dialog.tsx';

/** The dialogs and the outcome of what people do about findings. */
export const Workflow = ({ sites, ...props }: DialogProps & ReportDialogProps) => (
  <>
    <ResolveDialog {...props} />
    <AmendDialog {...props} />
    <ShelveDialog {...props} />
    <NormalDialog {...props} />
    <ReportDialog store={props.store} sites={sites} />
    <Outcome {...props} />
  </>
);
