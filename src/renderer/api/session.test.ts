import { describe, expect, it } from 'vitest';
import { openSession } from './session.ts';

const CODE = 'a'.repeat(32);

function page(hash: string, response: Response, kept: Record<string, string> = {}) {
  const posts: string[] = [];
  let address = hash;
  return {
    posts,
    kept,
    address: () => address,
    hash: () => address,
    setHash: (hash: string) => {
      address = hash;
    },
    storage: {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => {
        kept[key] = value;
      },
    },
    async post(path: string, headers: Record<string, string>, body: string) {
      posts.push(`${path} ${headers['x-vigil']} ${body}`);
      return response;
    },
  };
}

describe('the session of a page', () => {
  it('buys a session with the code of the address, keeps it and takes the code away', async () => {
    const loopback = page(`#code=${CODE}`, Response.json({ session: 's-1' }));
    expect(await openSession(loopback)).toBe('s-1');
    expect(loopback.posts).toEqual([`/session 1 {"code":"${CODE}"}`]);
    expect(loopback.address()).toBe('');
    expect(await openSession(loopback)).toBe('s-1');
    expect(loopback.posts).toHaveLength(1);
  });

  it('keeps which view the window shows, for a reload', async () => {
    const wall = page(`#code=${CODE}&view=wall`, Response.json({ session: 's-1' }));
    expect(await openSession(wall)).toBe('s-1');
    expect(wall.address()).toBe('#view=wall');
  });

  it('falls back to the session it had when the code is spent', async () => {
    const spent = page(`#code=${CODE}`, new Response(null, { status: 403 }), { 'vigil.session': 's-0' });
    expect(await openSession(spent)).toBe('s-0');
  });

  it('has none without a code and without an earlier one', async () => {
    expect(await openSession(page('', new Response()))).toBeNull();
  });
});
