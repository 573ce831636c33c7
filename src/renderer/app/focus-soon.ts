/** Gives the focus to an element that may only be drawn with the next frame. */
export const focusSoon = (id: string): void =>
  void requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));
