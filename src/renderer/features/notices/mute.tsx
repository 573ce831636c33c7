import { Volume2, VolumeX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { noticesWords as words } from '#renderer/words/notices.ts';
import styles from './mute.module.css';
import { isMuted } from './notices-state.ts';
import type { NoticesStore } from './notices-store.ts';
import { minutesLeft } from './troubles.ts';

/** Minutes for which the sound can be muted; the key that opened the dialog goes round them. */
const CHOICES = [5, 15, 60] as const;

export type MuteProps = { readonly store: NoticesStore };

/** What the button says: muted and for how long, what sounds, or that the sound is on. */
function SoundState({ store }: MuteProps) {
  const state = useStore(store);
  const now = useNow();
  if (state.mute !== null && isMuted(state, now))
    return (
      <span className={styles.muted} data-testid="muted">
        <VolumeX size={14} aria-hidden="true" /> {words.muted(minutesLeft(state.mute, now))}
      </span>
    );
  if (state.sounding.size > 0)
    return <span className={styles.sounding}>{words.sounding(state.sounding.size)}</span>;
  return (
    <>
      <Volume2 size={14} aria-hidden="true" /> {words.soundOn}
    </>
  );
}

/** The state of the sound in the top bar, and the way to mute it. */
export function SoundButton({ store }: MuteProps) {
  const showMute = useStore(store, (state) => state.showMute);
  return (
    <Button
      kind="quiet"
      className={styles.state}
      hint={words.soundHint}
      shortcut="Shift M"
      hidesKey
      data-testid="sound"
      onClick={() => showMute(true)}
    >
      <SoundState store={store} />
    </Button>
  );
}

/** The arrows and `M` go round the choices. */
function goRound(event: KeyboardEvent<HTMLDivElement>): void {
  const delta = event.key === 'ArrowUp' ? -1 : ['ArrowDown', 'M', 'm'].includes(event.key) ? 1 : 0;
  if (delta === 0) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  buttons.at((at + delta) % buttons.length)?.focus();
}

/** Mutes the sound for minutes, or turns it on again. Never for ever. */
export function MuteDialog({ store }: MuteProps) {
  const state = useStore(store);
  const muted = isMuted(state, useNow());
  const first = useRef<HTMLButtonElement>(null);
  const close = () => state.showMute(false);
  const mute = (minutes: number) => {
    void state.muteFor(minutes);
    close();
  };
  return (
    <Modal
      title={words.muteTitle}
      description={words.muteExplained}
      open={state.muteShown}
      onClose={close}
      focus={first}
    >
      <Permitted by="notices.mute">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
        <div className={styles.choices} onKeyDown={goRound}>
          {muted && (
            <Button ref={first} kind="primary" onClick={() => mute(0)}>
              {words.soundOnNow}
            </Button>
          )}
          {CHOICES.map((minutes, index) => (
            <Button
              key={minutes}
              {...(index === 0 && !muted ? { ref: first } : {})}
              onClick={() => mute(minutes)}
            >
              {words.muteFor(minutes)}
            </Button>
          ))}
        </div>
      </Permitted>
      <ModalActions>
        <Button
          onClick={() => {
            void state.runTest();
            close();
          }}
        >
          {words.testNow}
        </Button>
        <Button shortcut="Esc" onClick={close}>
          {words.cancel}
        </Button>
      </ModalActions>
    </Modal>
  );
}
