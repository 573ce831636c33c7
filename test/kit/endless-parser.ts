import { serveThread } from '#main/workers/serve.ts';

/** A parser thread that reads every piece but the one that says `endless`, of which it never comes back. */
await serveThread(() => ({
  call: (_, input) => {
    // Safe: the parser's client asks with the file, a piece and whether it is the last.
    const [, piece] = input as readonly [unknown, string];
    if (piece === 'endless') for (;;);
    return { lines: [], refused: null };
  },
  tell: () => {},
  stop: () => {},
}));
