import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { noticesWords as words } from '#renderer/words/notices.ts';
import { MuteDialog, SoundButton } from './mute.tsx';
import styles from './notices.module.css';
import { bannersOf, drawnOf, isMuted } from './notices-state.ts';
import type { NoticesStore } from './notices-store.ts';

export type NoticesProps = {
  readonly store: NoticesStore;
  /** null: the feed. */
  readonly onOpen: (findingId: string | null) => void;
};

/** Notices that the desktop could not show, each with the way to its finding. */
export function NoticeBanners({ store, onOpen }: NoticesProps) {
  const state = useStore(store);
  const banners = useMemo(() => bannersOf(state), [state]);
  const [held, hold] = useState<readonly string[] | null>(null);
  const drawn = drawnOf(banners, held);
  return (
    <section
      className={styles.banners}
      aria-label={words.region}
      aria-live="assertive"
      data-floating
      onPointerEnter={() => hold(drawn.map(({ tag }) => tag))}
      onPointerLeave={() => hold(null)}
    >
      {drawn.map(({ tag, severity, title, body, finding_id }) => (
        <div key={tag} className={styles.banner} data-testid="notice-banner">
          <SeverityGlyph severity={severity} />
          <span className={styles.words}>
            <strong>{title}</strong> {body}
          </span>
          <Button
            onClick={() => {
              onOpen(finding_id);
              state.dismiss(tag);
            }}
          >
            {words.show}
          </Button>
          <Button kind="quiet" aria-label={words.dismiss(title)} onClick={() => state.dismiss(tag)}>
            ×
          </Button>
        </div>
      ))}
      {banners.length > drawn.length && (
        <p className={styles.more}>{words.moreInFeed(banners.length - drawn.length)}</p>
      )}
    </section>
  );
}

/** Sound and mute, in the top bar. */
export function NoticeControls({ store }: { readonly store: NoticesStore }) {
  const state = useStore(store);
  const muted = isMuted(state, useNow());
  // No button: the click that lets the sound out must not open a dialog.
  const waits = state.blocked && !state.soundsElsewhere && !muted;
  return (
    <>
      {waits ? <span className={styles.blocked}>{words.clickForSound}</span> : <SoundButton store={store} />}
      <MuteDialog store={store} />
    </>
  );
}
