/** Levenshtein's distance, in single-letter edits; stops counting above `limit` and then returns `limit` + 1. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
}

const CLOSE = 2;

/** The known word that was probably meant: at most two edits away and nearer than its own length; else null. */
export function closestWord(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = CLOSE + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), CLOSE);
    if (distance >= bestDistance || distance >= candidate.length) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** `expected`, with the word that was probably meant where there is one. */
export function didYouMean(expected: string, found: unknown, known: Iterable<string>): string {
  const word = typeof found === 'string' ? closestWord(found, known) : null;
  return word === null ? expected : `${expected}: did you mean ${word}?`;
}
