/** As much of a page as tells that it is about to be left. */
type Page = Pick<Window, 'addEventListener' | 'removeEventListener' | 'vigil'>;

/**
 * Lets the browser ask before a page is closed that has changes which nobody saved. The window of the desktop only hides, and keeps
 * them; the end of the program must not wait for anybody. Returns the undo.
 */
export function warnOfUnsaved(page: Page, hasUnsaved: () => boolean): () => void {
  if (page.vigil !== undefined) return () => {};
  const ask = (event: Event) => {
    if (hasUnsaved()) event.preventDefault();
  };
  page.addEventListener('beforeunload', ask);
  return () => page.removeEventListener('beforeunload', ask);
}
