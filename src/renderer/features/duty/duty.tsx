import { useRef } from 'react';
import { absenceWords, extensionWords, tourWords } from '#renderer/words/duty.ts';
import { AbsenceForm } from './absence-form.tsx';
import { DutyDialog } from './duty-dialog.tsx';
import type { DutyStore } from './duty-store.ts';
import { ExtensionForm } from './extension-form.tsx';
import { TourForm } from './tour-form.tsx';

/** The dialogs for what the desk knows and no device tells. */
export function Duty({ store }: { readonly store: DutyStore }) {
  const tour = useRef<HTMLSelectElement>(null);
  const absence = useRef<HTMLSelectElement>(null);
  const extension = useRef<HTMLSelectElement>(null);
  return (
    <>
      <DutyDialog store={store} what="tour" title={tourWords.title} first={tour} form={TourForm} />
      <DutyDialog
        store={store}
        what="absence"
        title={absenceWords.title}
        first={absence}
        form={AbsenceForm}
      />
      <DutyDialog
        store={store}
        what="extension"
        title={extensionWords.title}
        first={extension}
        form={ExtensionForm}
      />
    </>
  );
}
