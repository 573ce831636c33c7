/** Lines of a text, and characters in them, from 1. */
export type LineIndex = {
  readonly lineOf: (offset: number) => number;
  readonly columnOf: (offset: number) => number;
  /** Where a line begins; the end of the text for one behind the last. */
  readonly startOf: (line: number) => number;
};

/** Finds lines by bisection over the offsets at which they start. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return {
    lineOf,
    columnOf: (offset) => offset - (starts[lineOf(offset) - 1] ?? 0) + 1,
    startOf: (line) => starts[line - 1] ?? text.length,
  };
}
