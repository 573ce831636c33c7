import { app, type Session, type WebContents } from 'electron';
import type { Log } from '#main/ports/log.ts';
import { isOurs } from './origin.ts';

/** Denies every permission but our own page's notifications; also what a page only asks about. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(permission === 'notifications' && isOurs(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'notifications' && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** Keeps every page of the program, also one opened by mistake, where it is: no navigation, no new window, no webview. */
export function confinePages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, log));
}

function confine(contents: WebContents, log: Log): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (isOurs(event.url)) return;
    event.preventDefault();
    log.warn('a navigation was refused', { origin: URL.parse(event.url)?.origin ?? 'none' });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
