import { CodeReply, LOOPBACK } from '#contract/transport.ts';
import { browserSession } from './session.ts';

/** blocked: the browser let no window open. refused: the host gave no code. */
export type WindowOutcome = 'opened' | 'blocked' | 'refused';

/** What opening needs of the page, so that it can be tried without one. */
export type OpenerPage = {
  readonly origin: string;
  readonly session: () => Promise<string | null>;
  readonly post: (path: string, headers: Record<string, string>) => Promise<Response>;
  /** False when the browser blocked it. */
  readonly open: (address: string) => boolean;
};

/** Opens one more window of this host, with a code of its own: the loopback protocol's step 4. `view` goes behind the code. */
export async function openAnother(page: OpenerPage, view: string): Promise<WindowOutcome> {
  const session = await page.session();
  if (session === null) return 'refused';
  try {
    const headers = {
      'content-type': 'application/json', // what no form of another page can send
      [LOOPBACK.header]: '1',
      authorization: `Bearer ${session}`,
    };
    const response = await page.post(LOOPBACK.codePath, headers);
    if (!response.ok) return 'refused';
    const { code } = CodeReply.parse(await response.json());
    return page.open(`${page.origin}/#code=${code}&${view}`) ? 'opened' : 'blocked';
  } catch (error) {
    if (error instanceof TypeError) return 'refused'; // the host is not there
    throw error;
  }
}

/** The same from the page that the browser shows. */
export const openWindowOfOwn = (view: string): Promise<WindowOutcome> =>
  openAnother(
    {
      origin: location.origin,
      session: browserSession,
      post: (path, headers) => fetch(path, { method: 'POST', headers }),
      open: (address) => window.open(address, '_blank', 'popup,width=1280,height=800') !== null,
    },
    view,
  );
