import { protocol } from 'electron';
import type { StaticFiles } from '#main/ports/static-files.ts';
import { PAGE_HEADERS } from '#main/services/page-headers.ts';
import { isOurs, SCHEME } from './origin.ts';

/** Must run before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built screens, and nothing else, with the headers that protect them. */
export function serveScreens(files: StaticFiles): void {
  protocol.handle(SCHEME, (request) => {
    const file =
      isOurs(request.url) && request.method === 'GET' ? files(new URL(request.url).pathname) : null;
    return file === null
      ? new Response(null, { status: 404, headers: PAGE_HEADERS })
      : new Response(file.body, { headers: { ...PAGE_HEADERS, 'content-type': file.type } });
  });
}
