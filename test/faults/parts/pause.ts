/** Lets some real time pass. */
export const pause = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms));

/** Asks again and again until it is so; false when it was not in time. */
export async function comesTrue(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > until) return false;
    await pause(20);
  }
  return true;
}
