/** What holds every screen: it takes the keys when what should have them is not there. */
const FRAME = '#screen';
/** What a screen first has to load is drawn within so many frames, or the frame has the keys: nobody has moved on by then. */
const FRAMES = 12;

/** The wish that was uttered last: whoever has moved on meanwhile keeps the keys. */
let newest = 0;

/** Gives the focus to the first element of a selector, which may only be drawn within the next frames. */
export function focusWhenDrawn(selector: string): void {
  newest += 1;
  const own = newest;
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      if (own !== newest) return;
      const found = document.querySelector<HTMLElement>(selector);
      if (found !== null) found.focus({ preventScroll: true });
      else if (frames > 0) look(frames - 1);
      else document.querySelector<HTMLElement>(FRAME)?.focus({ preventScroll: true });
    });
  look(FRAMES);
}

/** The same by the name of the element. */
export const focusSoon = (id: string): void => focusWhenDrawn(`#${id}`);
