import type { EpochMs } from '#core/model/time.ts';

/** How a Traccar server is reached, and as whom. Either a token, or a user and a password. */
export type TraccarTarget = {
  /** `https://HOST[:PORT][/PATH]`; `http://` only inside the own network. */
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly token: string | null;
  /** PEM: who vouches for the server; null: whom the system trusts. */
  readonly ca: string | null;
};

export type TraccarAnswer =
  /** A list as JSON. `their_time`: of the server's clock, to a second; null where it does not tell. */
  | { readonly kind: 'list'; readonly values: readonly unknown[]; readonly their_time: EpochMs | null }
  /** It answered something else. `retry_after_ms`: how long it asks to be left alone. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly reason: string;
      readonly retry_after_ms: number | null;
    }
  /** Longer than may be read: ask for less. */
  | { readonly kind: 'too long' }
  /** No answer, or none that could be read to its end. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A server that is asked, one question after the other. */
export type TraccarServer = {
  /** `path`: below the address, as in `/api/devices`. Never rejects; reasons are words for people. */
  readonly ask: (path: string) => Promise<TraccarAnswer>;
  /** Ends what is under way. */
  readonly close: () => void;
};
export type OpenTraccar = (target: TraccarTarget) => TraccarServer;
