/** Every time of the suite is a median of so many. */
export const REPEATS = 5;

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** What the work takes of this process's cores, in ms: unlike time on the wall, it does not count the waiting for a core. */
export function cpuOf(work: () => unknown): number {
  const before = cpuMs();
  work();
  return cpuMs() - before;
}

/** What this process has taken of the cores so far, in ms. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** How long the work takes on the wall, in ms. */
export function wallOf(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Medians of two pieces of work that take turns, so that whatever else the machine does meets both. */
export function sideBySide(
  measured: (repeat: number) => number,
  floor: (repeat: number) => number,
  repeats = REPEATS,
): { readonly figure: number; readonly floor: number } {
  const [figures, floors]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < repeats; repeat++) {
    floors.push(floor(repeat));
    figures.push(measured(repeat));
  }
  return { figure: median(figures), floor: median(floors) };
}

/** CPU of one of many runs, in ms: for work that is too short for the clock. */
export const cpuOfEach = (times: number, work: () => unknown): number =>
  cpuOf(() => {
    for (let i = 0; i < times; i++) work();
  }) / times;
