import type { Answer, CommandName, Parsed, QueryName, ShellName } from '#contract/index.ts';
import type { Actor, TenantScope } from '#core/model/actor.ts';

/** Who asks, and what of the installation they may see. */
export type Caller = { readonly actor: Actor; readonly scope: TenantScope };

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
  readonly code: 'bad-request' | 'invalid-file' | 'not-found' | 'conflict' | 'forbidden' | 'unavailable';
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
