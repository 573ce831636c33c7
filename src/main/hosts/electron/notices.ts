import { Notification } from 'electron';
import type { Payload } from '#contract/index.ts';
import type { DesktopState } from '#contract/notices.ts';
import type { Log } from '#main/ports/log.ts';

type Notice = Payload<'notice'>;

export type NoticesParts = {
  /** A person clicked: the finding, or the feed where there is none. */
  readonly onClick: (findingId: string | null) => void;
  /** Hears at once, and whenever it changes, whether the system shows notifications. */
  readonly onDesktop: (state: DesktopState) => void;
  /** Hears what became of a test notice. */
  readonly onTested: (test: string, notice: 'shown' | 'denied' | 'unsupported') => void;
  readonly log: Log;
};
export type Notices = {
  readonly show: (notice: Notice) => void;
  /** Takes away what somebody has seen to. */
  readonly withdraw: (tags: readonly string[]) => void;
};

/** Shows notices as the system's own notifications, one for each tag. Those on screen are held, or their click would be lost. */
export function createNotices({ onClick, onDesktop, onTested, log }: NoticesParts): Notices {
  const shown = new Map<string, Notification>();
  let told: DesktopState | null = null;
  const tell = (state: DesktopState) => {
    if (state === told) return;
    told = state;
    if (state !== 'shows') log.warn('the desktop shows no notifications', { state });
    onDesktop(state);
  };
  const take = (tag: string) => {
    const notification = shown.get(tag);
    shown.delete(tag); // first: its `close` must not take away the one that follows
    notification?.close();
  };
  tell(Notification.isSupported() ? 'shows' : 'unsupported');
  return {
    show({ tag, finding_id, severity, title, body, test }) {
      if (!Notification.isSupported()) {
        tell('unsupported');
        if (test !== null) onTested(test, 'unsupported');
        return;
      }
      take(tag);
      const isGrave = severity === 'CRITICAL';
      const notification = new Notification({
        title: test === null ? `${severity}: ${title}` : title,
        body,
        urgency: isGrave ? 'critical' : 'normal',
        timeoutType: isGrave ? 'never' : 'default',
        silent: true, // the page sounds by severity
      });
      shown.set(tag, notification);
      notification.on('click', () => onClick(finding_id));
      notification.on('close', () => shown.get(tag) === notification && shown.delete(tag));
      notification.on('show', () => {
        tell('shows');
        if (test !== null) onTested(test, 'shown');
      });
      notification.on('failed', (_event, error) => {
        log.warn('a notification failed', { error });
        tell('failed');
        if (test !== null) onTested(test, 'denied');
      });
      notification.show();
    },
    withdraw(tags) {
      for (const tag of tags) take(tag);
    },
  };
}
