import type { Account, SignIn } from '#core/model/account.ts';
import type { EpochMs } from '#core/model/time.ts';

/** Names are found whatever their case. */
export type PeopleRepo = {
  /** By name; disabled ones too. */
  readonly accounts: () => readonly Account[];
  readonly account: (name: string) => Account | null;
  /** How the account's PIN or password was hashed, with the hash; null when there is no such account. */
  readonly secretOf: (name: string) => string | null;
  /** Inserts or replaces by name. Without `secret` the one that there is stays. */
  readonly save: (account: Account, secret?: string) => void;
  readonly signIns: () => readonly SignIn[];
  /** Inserts or replaces by seat. */
  readonly signIn: (signIn: SignIn) => void;
  readonly touch: (seat: string, at: EpochMs) => void;
  readonly lock: (seat: string, at: EpochMs) => void;
  readonly end: (seat: string) => void;
  /** Ends everything that the account has open; null: everything at all. */
  readonly endAll: (name: string | null) => void;
};
