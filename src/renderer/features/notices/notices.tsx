import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import styles from './notices.module.css';
import type { NoticesStore } from './notices-store.ts';

/** Banners that are drawn; the rest is counted. */
const SHOWN = 3;

export type NoticesProps = { readonly store: NoticesStore; readonly onOpen: (findingId: string) => void };

/** Notices that the desktop could not show, each with the way to its finding. */
export function NoticeBanners({ store, onOpen }: NoticesProps) {
  const { banners, dismiss } = useStore(store);
  return (
    <section className={styles.banners} aria-label="Notices" aria-live="assertive">
      {banners.slice(0, SHOWN).map((notice) => (
        <div key={notice.finding_id} className={styles.banner}>
          <SeverityGlyph severity={notice.severity} />
          <span className={styles.words}>
            <strong>{notice.title}</strong> {notice.body}
          </span>
          <Button
            onClick={() => {
              onOpen(notice.finding_id);
              dismiss(notice.finding_id);
            }}
          >
            Show
          </Button>
          <Button
            kind="quiet"
            aria-label={`Dismiss ${notice.title}`}
            onClick={() => dismiss(notice.finding_id)}
          >
            ×
          </Button>
        </div>
      ))}
      {banners.length > SHOWN && <p className={styles.more}>and {banners.length - SHOWN} more in the feed</p>}
    </section>
  );
}

function SoundSwitch({ store }: { readonly store: NoticesStore }) {
  const { muted, blocked, sounding, toggleMuted } = useStore(store);
  // No button: the click that lets the sound out must not turn it off.
  if (blocked && !muted) return <span className={styles.blocked}>Click anywhere for sound</span>;
  const on = sounding.size > 0 ? `Sounding: ${sounding.size} critical` : 'Sound on';
  return (
    <Button
      kind="quiet"
      pressed={muted}
      className={muted ? styles.muted : sounding.size > 0 ? styles.sounding : undefined}
      hint={muted ? 'Findings are not heard. Turn the sound on (Shift M)' : 'Turn the sound off (Shift M)'}
      onClick={toggleMuted}
    >
      {muted ? 'Sound off' : on}
    </Button>
  );
}

/** Sound on or off, and the way to allow desktop notices. */
export function NoticeControls({ store }: { readonly store: NoticesStore }) {
  const { permission, askPermission } = useStore(store);
  return (
    <>
      {permission === 'default' && (
        <Button
          kind="quiet"
          hint="Show findings as notices of the desktop too"
          onClick={() => void askPermission()}
        >
          Allow notices
        </Button>
      )}
      <SoundSwitch store={store} />
    </>
  );
}
