import type { Desktop } from './notices-store.ts';

/** The browser's own notifications. One finding has one: a second replaces the first. */
export const browserDesktop: Desktop = {
  permission: () => ('Notification' in globalThis ? Notification.permission : 'unsupported'),
  ask: () => Notification.requestPermission(),
  show({ finding_id, severity, title, body }, onOpen) {
    const notification = new Notification(`${severity}: ${title}`, {
      body,
      tag: finding_id,
      requireInteraction: severity === 'CRITICAL',
    });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
      onOpen();
    });
  },
};
