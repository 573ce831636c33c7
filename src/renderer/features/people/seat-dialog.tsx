import { useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { seatWords as words } from '#renderer/words/people.ts';
import type { SessionStore } from './session-store.ts';
import { SignInForm } from './sign-in-form.tsx';

export type SeatDialogProps = {
  readonly store: SessionStore;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Somebody takes over here; the one who was here stays signed in until that has happened. */
export function SeatDialog({ store, open, onClose }: SeatDialogProps) {
  const { session, signIn, signOut, lock } = useStore(store);
  const name = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const leaving = (work: () => Promise<void>) => () => {
    onClose();
    void work();
  };
  return (
    <Modal
      title={words.title}
      description={words.description(session?.account ?? '')}
      open={open}
      onClose={onClose}
      focus={name}
    >
      <SignInForm
        names={(session?.names ?? []).filter((each) => each !== session?.account)}
        name=""
        submit={words.switch}
        onSubmit={async (who, shown) => {
          const fault = await signIn(who, shown);
          if (fault === undefined) onClose();
          return fault;
        }}
        nameField={name}
        secretField={secret}
      >
        <Button kind="quiet" shortcut="Esc" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button onClick={leaving(signOut)} data-testid="sign-out">
          {words.signOut}
        </Button>
        <Button onClick={leaving(lock)} data-testid="lock">
          {words.lock}
        </Button>
      </SignInForm>
    </Modal>
  );
}
