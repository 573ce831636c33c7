/** Work in steps, which whoever asked for it takes one by one: between two of them others have their turn. */
export type Steps<T = void> = Generator<void, T>;

/** Entries of a long list in one step: a few milliseconds for what is read closely. */
const AT_ONCE = 64;

/** Does all steps at once. */
export function drain<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What `flatMap` gives, some entries a step. */
export function* flatMapSteps<T, U>(list: Iterable<T>, each: (entry: T) => readonly U[]): Steps<U[]> {
  const found: U[] = [];
  let left = AT_ONCE;
  for (const entry of list) {
    for (const one of each(entry)) found.push(one);
    left -= 1;
    if (left > 0) continue;
    left = AT_ONCE;
    yield;
  }
  return found;
}
