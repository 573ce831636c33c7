import type { Answer, EventName } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { Fault } from '#contract/reply.ts';
import { nameKey } from '#core/people/account-name.ts';
import type { Dispatch } from '../dispatch.ts';
import { PROGRAM } from '../handlers.ts';

/** Everything that decides who may what, as the database has it. */
export type Directory = Answer<'accounts.state'>;
export type KnownAccount = Directory['accounts'][number];

/** Asks the database, and again after each change. The last that is known holds while nobody answers. */
export class DirectoryKeeper {
  readonly #dispatch: Dispatch;
  #known: Directory | null = null;
  #isStale = true;
  #asking: Promise<Fault | null> | null = null;
  #change = 0;

  constructor(dispatch: Dispatch) {
    this.#dispatch = dispatch;
  }

  get known(): Directory | null {
    return this.#known;
  }

  hear(event: EventName): void {
    // An engine that comes back, maybe on a restored file, says that the sites are others now.
    if (event !== 'accounts.changed' && event !== 'sites.changed') return;
    this.#isStale = true;
    this.#change += 1;
  }

  /** The newest; the fault of the question where nothing is known at all: then nobody may do anything. */
  async newest(): Promise<Directory | Fault> {
    const fault = this.#isStale ? await this.#ask() : null;
    return this.#known ?? fault ?? { code: 'unavailable', message: 'It is not known yet who may do what.' };
  }

  async #ask(): Promise<Fault | null> {
    this.#asking ??= this.#load().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #load(): Promise<Fault | null> {
    const change = this.#change;
    const reply = await this.#dispatch(PROGRAM, 'accounts.state', {});
    if (!reply.ok) return reply.fault;
    this.#known = methods['accounts.state'].output.parse(reply.value);
    // What changed while it was read may not be in it.
    this.#isStale = change !== this.#change;
    return null;
  }
}

/** The account of that name, whatever its case. */
export const accountIn = ({ accounts }: Directory, name: string): KnownAccount | null =>
  accounts.find((account) => nameKey(account.name) === nameKey(name)) ?? null;
