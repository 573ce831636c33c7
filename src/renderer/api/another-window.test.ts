import { expect, it } from 'vitest';
import { openAnother } from './another-window.ts';

const CODE = 'b'.repeat(32);

function page(response: Response | Error, session: string | null = 's-1', lets = true) {
  const posts: string[] = [];
  const opened: string[] = [];
  return {
    posts,
    opened,
    origin: 'http://127.0.0.1:1',
    session: async () => session,
    async post(path: string, headers: Record<string, string>) {
      posts.push([path, headers['content-type'], headers['x-vigil'], headers.authorization].join(' '));
      if (response instanceof Error) throw response;
      return response;
    },
    open(address: string) {
      opened.push(address);
      return lets;
    },
  };
}

it('opens a window with a code of its own, never with the session of this one', async () => {
  const here = page(Response.json({ code: CODE }));
  expect(await openAnother(here, 'view=wall')).toBe('opened');
  expect(here.posts).toEqual(['/code application/json 1 Bearer s-1']);
  expect(here.opened).toEqual([`http://127.0.0.1:1/#code=${CODE}&view=wall`]);
});

it('tells a window that the browser blocked from one for which there was no code', async () => {
  expect(await openAnother(page(Response.json({ code: CODE }), 's-1', false), 'view=wall')).toBe('blocked');
  expect(await openAnother(page(new Response(null, { status: 403 })), 'view=wall')).toBe('refused');
  expect(await openAnother(page(Response.json({ code: CODE }), null), 'view=wall')).toBe('refused');
  expect(await openAnother(page(new TypeError('no host')), 'view=wall')).toBe('refused');
});
