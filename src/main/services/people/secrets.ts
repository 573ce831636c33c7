import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Refused } from '../handlers.ts';

/** What a hash costs whoever guesses. Memory is 128 · N · r bytes. */
export type Cost = { readonly N: number; readonly r: number; readonly p: number };
/** 32 MiB, three times over: as OWASP recommends it for scrypt (Password Storage Cheat Sheet). */
export const USUAL_COST: Cost = { N: 2 ** 15, r: 8, p: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** One is worked at, so that a crowd of guesses takes no more memory than one. */
const MOST_WAITING = 16;

/** Hashes PINs and passwords, and compares. In the threads that Node keeps for it, never in our own. */
export type Secrets = {
  /** With how it was made, so that a later cost is no trouble: `scrypt$N$r$p$SALT$HASH`. */
  readonly hash: (secret: string) => Promise<string>;
  /** Takes as long for no hash at all as for one. */
  readonly matches: (secret: string, hash: string | null) => Promise<boolean>;
};

/** Rejects with Refused when too many are waiting. */
export function createSecrets(cost: Cost = USUAL_COST): Secrets {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const inTurn = async (work: () => Promise<Buffer>): Promise<Buffer> => {
    if (waiting >= MOST_WAITING)
      throw new Refused('unavailable', 'Too many sign in at once: try again in a moment.');
    waiting += 1;
    const mine = turn.then(work);
    turn = mine.catch(() => {}); // whoever asked for it is told
    return mine.finally(() => {
      waiting -= 1;
    });
  };
  const derived = (secret: string, salt: Buffer, at: Cost) => inTurn(() => derive(secret, salt, at));
  return {
    async hash(secret) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await derived(secret, salt, cost);
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
    },
    async matches(secret, text) {
      const kept = text === null ? null : parse(text);
      const hash = await derived(secret, kept?.salt ?? randomBytes(SALT_BYTES), kept?.cost ?? cost);
      return kept !== null && hash.length === kept.hash.length && timingSafeEqual(hash, kept.hash);
    },
  };
}

const derive = (secret: string, salt: Buffer, { N, r, p }: Cost) =>
  new Promise<Buffer>((done, fail) => {
    // The same letters, however the keyboard put them together.
    scrypt(secret.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, hash) =>
      error === null ? done(hash) : fail(error),
    );
  });

function parse(text: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } {
  const [kind, N, r, p, salt, hash] = text.split('$');
  if (kind !== 'scrypt' || salt === undefined || hash === undefined)
    throw new Error('A stored hash is of no known kind.'); // never with the hash itself
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}
