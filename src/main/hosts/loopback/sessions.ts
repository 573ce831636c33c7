import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#main/ports/time.ts';

const MINUTE_MS = 60_000;
const FAILURES_PER_MINUTE = 5;
const MOST_OPEN_CODES = 16;

export type Sessions = {
  /**
   * A fresh one-time code of 128 bits; the oldest unused one beyond 16 is forgotten. With a session: for one more window of it, so that
   * whoever has signed in there has done so in both.
   */
  readonly mintCode: (session?: string) => string;
  /** Spends the code. null: it is not (or no longer) one of ours. */
  readonly redeem: (code: string) => string | null;
  /** Whether this host, or one before it with the same key, gave this session. */
  readonly knows: (session: string) => boolean;
  /** True when there were too many wrong guesses within the last minute. */
  readonly throttled: () => boolean;
};

/** Who may speak: sessions are random ids signed with `key`, so that they outlive a restart of the host but not the key. */
export function createSessions(clock: Clock, key: string): Sessions {
  const codes = new Map<string, string | null>();
  let failures: number[] = [];
  const sign = (id: string) => createHmac('sha256', key).update(id).digest('hex');
  const fail = <T>(value: T): T => {
    failures.push(clock.monotonic());
    return value;
  };

  return {
    mintCode(session) {
      const code = randomBytes(16).toString('hex');
      codes.set(code, session ?? null);
      for (const oldest of codes.keys()) if (codes.size > MOST_OPEN_CODES) codes.delete(oldest);
      return code;
    },
    redeem(code) {
      const spent = [...codes].filter(([open]) => same(open, code));
      for (const [open] of spent) codes.delete(open);
      const [first] = spent;
      if (first === undefined) return fail(null);
      const [, session] = first;
      if (session !== null) return session;
      const id = randomBytes(16).toString('hex');
      return `${id}.${sign(id)}`;
    },
    knows(session) {
      const [id = '', signature = ''] = session.split('.');
      return same(signature, sign(id)) || fail(false);
    },
    throttled() {
      failures = failures.filter((at) => clock.monotonic() - at < MINUTE_MS);
      return failures.length >= FAILURES_PER_MINUTE;
    },
  };
}

/** Compares bytes: texts of one length may differ in theirs, which `timingSafeEqual` throws at. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
