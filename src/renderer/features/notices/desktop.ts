import type { Notice } from '#contract/notices.ts';

/** A browser that has said nothing within this shows nothing, ms. */
const SHOWN_WITHIN = 3_000;

export type Permission = NotificationPermission | 'unsupported';
export type Shown = 'shown' | 'denied' | 'unsupported';

/** What shows a notice outside the page. One for each tag: a second takes the place of the first. */
export type Desktop = {
  readonly permission: () => Permission;
  readonly ask: () => Promise<NotificationPermission>;
  /** Tells what became of it. */
  readonly show: (notice: Notice, onOpen: () => void) => Promise<Shown>;
  readonly close: (tag: string) => void;
};

/** What became of a notification, by its own events. */
function fateOf(notification: Notification, after: (ms: number, run: () => void) => void): Promise<Shown> {
  return new Promise((tell) => {
    notification.addEventListener('show', () => tell('shown'));
    notification.addEventListener('error', () => tell('denied'));
    after(SHOWN_WITHIN, () => tell('unsupported'));
  });
}

/** The browser's own notifications. */
export function createBrowserDesktop(after: (ms: number, run: () => void) => void): Desktop {
  const shown = new Map<string, Notification>();
  const permission = (): Permission =>
    'Notification' in globalThis ? Notification.permission : 'unsupported';
  const open = ({ tag, severity, title, body, test }: Notice): Notification | null => {
    try {
      const notification = new Notification(test === null ? `${severity}: ${title}` : title, {
        body,
        tag,
        requireInteraction: severity === 'CRITICAL',
        silent: true, // the page sounds by severity
      });
      shown.set(tag, notification);
      return notification;
    } catch (error) {
      if (error instanceof TypeError) return null; // only a service worker may show them here
      throw error;
    }
  };
  return {
    permission,
    ask: () => Notification.requestPermission(),
    async show(notice, onOpen) {
      const allowed = permission();
      if (allowed !== 'granted') return allowed === 'unsupported' ? allowed : 'denied';
      const notification = open(notice);
      if (notification === null) return 'unsupported';
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
        onOpen();
      });
      notification.addEventListener('close', () => {
        if (shown.get(notice.tag) === notification) shown.delete(notice.tag);
      });
      return fateOf(notification, after);
    },
    close(tag) {
      const notification = shown.get(tag);
      shown.delete(tag);
      notification?.close();
    },
  };
}
