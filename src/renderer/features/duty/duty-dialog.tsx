import { type ReactNode, type RefObject, useEffect } from 'react';
import { useStore } from 'zustand';
import type { DutySite } from '#contract/duty.ts';
import { Modal } from '#renderer/ui/modal.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { dutyWords } from '#renderer/words/duty.ts';
import type { About, Question } from './about.ts';
import type { DutyStore } from './duty-store.ts';

/** What a form about a site needs: the site as it was last known, and the finding. */
export type DutyFormProps = {
  readonly store: DutyStore;
  readonly site: DutySite;
  readonly about: About;
  /** What gets the focus when the dialog opens. */
  readonly first: RefObject<HTMLSelectElement | null>;
};

type DutyDialogProps = {
  readonly store: DutyStore;
  readonly what: Question;
  readonly title: string;
  readonly first: RefObject<HTMLSelectElement | null>;
  readonly form: (props: DutyFormProps) => ReactNode;
};

/** The form, with the focus in it: the site may have come after the dialog was open. */
function Loaded({ form: Form, ...props }: DutyFormProps & Pick<DutyDialogProps, 'form'>) {
  const { first } = props;
  useEffect(() => first.current?.focus(), [first]);
  return <Form {...props} />;
}

/** A dialog about the people or tours of a site, opened from a finding or from the page of a site. */
export function DutyDialog({ store, what, title, first, form }: DutyDialogProps) {
  const { asking, site, fault, load, cancel } = useStore(store);
  const about = asking?.what === what ? asking.about : null;
  return (
    <Modal title={title} description={about?.words} open={about !== null} onClose={cancel} focus={first}>
      {about !== null && site !== undefined && (
        <Loaded
          key={about.finding ?? about.site}
          store={store}
          site={site}
          about={about}
          first={first}
          form={form}
        />
      )}
      {about !== null && site === undefined && fault === undefined && (
        <LoadingState label={dutyWords.loading(about.site)} />
      )}
      {about !== null && site === undefined && fault !== undefined && (
        <FailedState title={dutyWords.notLoaded} reason={fault.message} onRetry={() => void load()} />
      )}
    </Modal>
  );
}
