import { methods } from '#contract/index.ts';
import { localActor } from '#core/model/actor.ts';
import type { Dispatch } from '../dispatch.ts';
import type { Caller } from '../handlers.ts';

/** Who asks until the person at this workstation has told a name. */
const UNNAMED: Caller = { actor: localActor('unnamed'), scope: 'all' };

export type Person = {
  readonly caller: () => Caller;
  /** The same dispatch, noticing when the person tells another name. */
  readonly dispatch: Dispatch;
};

/** Remembers who sits here, as the database knows it. */
export async function createPerson(dispatch: Dispatch): Promise<Person> {
  let caller = UNNAMED;
  const become = (name: string | null) => {
    if (name !== null) caller = { ...UNNAMED, actor: localActor(name) };
  };
  const known = methods['identity.get'].output.safeParse(
    answerOf(await dispatch(UNNAMED, 'identity.get', {})),
  );
  if (known.success) become(known.data.name);
  return {
    caller: () => caller,
    async dispatch(from, name, raw) {
      const reply = await dispatch(from, name, raw);
      if (name === 'identity.set' && reply.ok) become(methods['identity.set'].output.parse(reply.value).name);
      return reply;
    },
  };
}

const answerOf = (reply: Awaited<ReturnType<Dispatch>>) => (reply.ok ? reply.value : undefined);
