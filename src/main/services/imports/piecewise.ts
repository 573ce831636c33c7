/** What a reader made of all so far and had not told yet. `thrown`: why it made no more; null while it reads. */
export type Made<T> = { readonly made: readonly T[]; readonly thrown: unknown };

/** A reader of a whole stream that is fed piece by piece. */
export type Piecewise<T> = {
  /** Hands the next piece over. */
  readonly take: (piece: Buffer, last: boolean) => Promise<Made<T>>;
};

/**
 * Turns a reader that asks for its bytes into one that is given them: each piece is read to its end before the next is
 * taken, so that nothing piles up and the sender knows what was read.
 */
export function piecewise<T>(read: (bytes: AsyncIterable<Buffer>) => AsyncIterable<T>): Piecewise<T> {
  const made: T[] = [];
  let [hungry, more] = [Promise.withResolvers<void>(), Promise.withResolvers<Buffer | null>()];
  let isLast = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    for (;;) {
      hungry.resolve();
      const piece = await more.promise;
      if (piece === null) return;
      more = Promise.withResolvers();
      yield piece;
      if (isLast) return;
    }
  }
  let thrown: unknown = null;
  const done = (async () => {
    for await (const each of read(pieces())) made.push(each);
  })().catch((error: unknown) => {
    thrown = error;
  });
  return {
    async take(piece, last) {
      await Promise.race([hungry.promise, done]);
      hungry = Promise.withResolvers();
      isLast = last;
      more.resolve(piece);
      await (last ? done : Promise.race([hungry.promise, done]));
      return { made: made.splice(0), thrown };
    },
  };
}
