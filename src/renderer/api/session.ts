import { LOOPBACK, SessionReply } from '#contract/transport.ts';

const KEY = 'vigil.session';
const CODE = /^#code=([0-9a-f]{32})(?:&|$)/;

/** What the session needs of the page, so that it can be tried without one. */
export type SessionPage = {
  readonly hash: () => string;
  /** Puts another fragment into the address: what is left without the spent code. */
  readonly setHash: (hash: string) => void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly post: (path: string, headers: Record<string, string>, body: string) => Promise<Response>;
};

/**
 * The session of this page: the code of the printed address is exchanged for one, which a reload finds again.
 * Null where there is neither a code that holds nor a session; rejects when the host is not there.
 */
export async function openSession(page: SessionPage): Promise<string | null> {
  const code = CODE.exec(page.hash())?.[1];
  if (code === undefined) return page.storage.getItem(KEY);
  const headers = { 'content-type': 'application/json', [LOOPBACK.header]: '1' };
  const response = await page.post(LOOPBACK.sessionPath, headers, JSON.stringify({ code }));
  page.setHash(withoutCode(page.hash()));
  if (!response.ok) return page.storage.getItem(KEY);
  const { session } = SessionReply.parse(await response.json());
  page.storage.setItem(KEY, session);
  return session;
}

/** The rest of a fragment: which view the window shows stays, so that a reload shows it again. */
const withoutCode = (hash: string): string => {
  const rest = hash.replace(CODE, '');
  return rest === '' ? '' : `#${rest}`;
};

/** The session of the page that the browser shows. */
export const browserSession = (): Promise<string | null> =>
  openSession({
    hash: () => location.hash,
    setHash: (hash) => history.replaceState(null, '', location.pathname + location.search + hash),
    storage: sessionStorage,
    post: (path, headers, body) => fetch(path, { method: 'POST', headers, body }),
  });
