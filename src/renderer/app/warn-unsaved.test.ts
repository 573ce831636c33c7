import { expect, it } from 'vitest';
import { warnOfUnsaved } from './warn-unsaved.ts';

/** Whether a page that is closed now would ask. */
function asks(page: EventTarget): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  page.dispatchEvent(event);
  return event.defaultPrevented;
}
const pageOf = (vigil?: Window['vigil']) =>
  Object.assign(new EventTarget(), { vigil }) as Window & EventTarget;

it('asks before a page is closed only while something is not saved', () => {
  const page = pageOf();
  let hasUnsaved = false;
  const stop = warnOfUnsaved(page, () => hasUnsaved);
  expect(asks(page)).toBe(false);
  hasUnsaved = true;
  expect(asks(page)).toBe(true);
  stop();
  expect(asks(page)).toBe(false);
});

it('does not keep the desktop window, which only hides', () => {
  const page = pageOf({
    call: () => Promise.resolve(null),
    on: () => () => {},
  } as unknown as Window['vigil']);
  warnOfUnsaved(page, () => true);
  expect(asks(page)).toBe(false);
});
