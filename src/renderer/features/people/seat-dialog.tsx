import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { ownSecretWords, seatWords as words } from '#renderer/words/people.ts';
import { OwnSecret } from './own-secret.tsx';
import type { SessionStore } from './session-store.ts';
import { SignInForm } from './sign-in-form.tsx';

export type SeatDialogProps = {
  readonly store: SessionStore;
  readonly open: boolean;
  readonly onClose: () => void;
  /** What somebody who leaves is asked first. */
  readonly leaving: ReactNode;
  /** How many open findings they see to: whoever signs out with some is asked once more. */
  readonly owned: number;
};

/** Somebody takes over here; the one who was here stays signed in until that has happened. */
export function SeatDialog({ store, open, onClose, leaving: before, owned }: SeatDialogProps) {
  const { session, signIn, signOut, lock } = useStore(store);
  const name = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const [isOwn, setOwn] = useState(false);
  const [isSure, setSure] = useState(false);
  const close = () => {
    setOwn(false);
    setSure(false);
    onClose();
  };
  const leaving = (work: () => Promise<void>) => () => {
    close();
    void work();
  };
  if (isOwn)
    return (
      <Modal title={ownSecretWords.title} open={open} onClose={close}>
        <OwnSecret store={store} onClose={close} />
      </Modal>
    );
  return (
    <Modal
      title={words.title}
      description={words.description(session?.account ?? '')}
      open={open}
      onClose={close}
      focus={name}
    >
      {before}
      <SignInForm
        names={(session?.names ?? []).filter((each) => each !== session?.account)}
        name=""
        submit={words.switch}
        onSubmit={async (who, shown) => {
          const fault = await signIn(who, shown);
          if (fault === undefined) close();
          return fault;
        }}
        nameField={name}
        secretField={secret}
      >
        <Button kind="quiet" shortcut="Esc" onClick={close}>
          {words.cancel}
        </Button>
        <Button onClick={() => setOwn(true)} data-testid="own-secret">
          {ownSecretWords.open}
        </Button>
        <Button
          data-testid="sign-out"
          onClick={owned === 0 || isSure ? leaving(signOut) : () => setSure(true)}
          onBlur={() => setSure(false)}
        >
          {owned === 0 ? words.signOut : isSure ? words.signOutSure(owned) : words.signOutFirst}
        </Button>
        <Button onClick={leaving(lock)} data-testid="lock">
          {words.lock}
        </Button>
      </SignInForm>
    </Modal>
  );
}
