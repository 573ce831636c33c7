import { Menu } from '@base-ui/react/menu';
import { Volume2, VolumeX } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { noticesWords as words } from '#renderer/words/notices.ts';
import styles from './mute-menu.module.css';
import { isMuted } from './notices-state.ts';
import type { NoticesStore } from './notices-store.ts';
import { minutesLeft } from './troubles.ts';

/** Minutes for which the sound can be muted. */
const CHOICES = [5, 15, 60] as const;

/** What the button says: muted and for how long, what sounds, or that the sound is on. */
function SoundState({ store }: { readonly store: NoticesStore }) {
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

/** The sound, and its menu: mute it for minutes, turn it on, test it. */
export function MuteMenu({ store }: { readonly store: NoticesStore }) {
  const state = useStore(store);
  const now = useNow();
  const muted = isMuted(state, now);
  return (
    <Menu.Root modal={false} open={state.muteMenu} onOpenChange={(open) => state.showMuteMenu(open)}>
      <Menu.Trigger
        render={<Button kind="quiet" hint={words.soundHint} aria-keyshortcuts="M" data-testid="sound" />}
      >
        <SoundState store={store} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className={styles.positioner}>
          <Menu.Popup className={styles.popup} aria-label={words.muteChoice}>
            {muted && (
              <Menu.Item className={styles.item} onClick={() => void state.muteFor(0)}>
                {words.muteOff}
              </Menu.Item>
            )}
            {CHOICES.map((minutes) => (
              <Menu.Item key={minutes} className={styles.item} onClick={() => void state.muteFor(minutes)}>
                {words.muteFor(minutes)}
              </Menu.Item>
            ))}
            <Menu.Item className={styles.item} onClick={() => void state.runTest()}>
              {words.testNow}
            </Menu.Item>
            <p className={styles.explained}>{words.muteExplained}</p>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
