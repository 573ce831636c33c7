/** Where the screens live: a scheme of our own, never file: (which has more rights than a page needs). */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://vigil`;
export const START_PAGE = `${ORIGIN}/`;
/** Shown when the screens keep dying: words and a link, no script. */
export const SAFE_PAGE = `${ORIGIN}/safe.html`;
/** The wall board, in a window of its own. */
export const WALL_PAGE = `${ORIGIN}/?view=wall`;

/**
 * Whether an address is inside our screens. Compared as parsed parts: `app://vigil.evil`, `app://vigil@evil` and
 * addresses that are none are not ours.
 */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${SCHEME}:` &&
    url.host === 'vigil' &&
    url.username === '' &&
    url.password === ''
  );
}
