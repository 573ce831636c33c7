import type { Answer, CommandName, Parsed, QueryName, ShellName } from '#contract/index.ts';
import type { SignIn, Standing } from '#core/model/account.ts';
import type { Actor, TenantScope } from '#core/model/actor.ts';
import { SYSTEM } from '#core/model/actor.ts';

/** Who asks, and what of the installation they may see. */
export type Caller = {
  readonly actor: Actor;
  readonly scope: TenantScope;
  /** Where they sit, so that they can sign in there; absent where nobody can. */
  readonly seat?: Pick<SignIn, 'seat' | 'kind'>;
  /** The workstation on the network from which they ask, by the name that it gives itself; absent for the engine's own. */
  readonly station?: string;
};

/** Who asks, with what dispatch decides by whether they may. */
export type Asker = Caller & { readonly standing: Standing };

/** Vigil itself. */
export const PROGRAM: Asker = { actor: SYSTEM, scope: 'all', standing: 'program' };

export type QueryHandlers = {
  readonly [M in QueryName]: (input: Parsed<M>, caller: Caller) => Answer<M> | Promise<Answer<M>>;
};
export type CommandHandlers = {
  readonly [M in CommandName]: (input: Parsed<M>, caller: Caller) => Answer<M> | Promise<Answer<M>>;
};

/** What the process of the windows answers itself; a command line without one answers none of it. */
export type ShellHandlers = {
  readonly [M in ShellName]: (input: Parsed<M>, caller: Caller) => Answer<M> | Promise<Answer<M>>;
};

/** An expected failure that the person who asked should read as it stands. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code:
    | 'bad-request'
    | 'invalid-file'
    | 'not-found'
    | 'conflict'
    | 'forbidden'
    | 'sign-in'
    | 'unavailable';
  readonly problems: readonly import('#contract/reply.ts').Problem[];
  constructor(
    code: Refused['code'],
    message: string,
    problems: readonly import('#contract/reply.ts').Problem[] = [],
  ) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}
