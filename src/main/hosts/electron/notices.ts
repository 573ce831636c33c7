import { Notification } from 'electron';
import type { Payload } from '#contract/index.ts';
import type { Log } from '#main/ports/log.ts';

export type Notices = { readonly show: (notice: Payload<'notice'>) => void };

/** Shows notices as the system's own notifications; a click brings the finding. Those on screen are held, or their click would be lost. */
export function createNotices(onClick: (findingId: string) => void, log: Log): Notices {
  const shown = new Map<string, Notification>();
  return {
    show({ finding_id, severity, title, body }) {
      if (!Notification.isSupported()) {
        log.warn('this system shows no notifications');
        return;
      }
      shown.get(finding_id)?.close();
      const notification = new Notification({
        title,
        body,
        urgency: severity === 'CRITICAL' ? 'critical' : 'normal',
        timeoutType: severity === 'CRITICAL' ? 'never' : 'default',
        silent: true, // the page sounds by severity
      });
      shown.set(finding_id, notification);
      notification.on('click', () => onClick(finding_id));
      notification.on('close', () => shown.delete(finding_id));
      notification.on('failed', (_event, error) => log.warn('a notification failed', { error }));
      notification.show();
    },
  };
}
