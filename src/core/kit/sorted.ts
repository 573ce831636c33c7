/** Where the first of `length` sorted things is that does not lie before what is looked for; `length` where all do. */
export function firstFrom(length: number, isBefore: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
