import { type MethodName, methods } from '#contract/index.ts';
import type { Random } from '#core/kit/random.ts';
import { localActor } from '#core/model/actor.ts';
import { toIso } from '#core/model/time.ts';
import type { Asker } from '#main/services/handlers.ts';
import { everyMethod, FLEET, START } from '#test/kit/every-method.ts';
import { seatsBench } from '#test/kit/seats-bench.ts';
import { turnAccountsOn } from '#test/kit/signed-in.ts';
import { damagedValue } from './damaged-value.ts';
import type { Format, Outcome } from './format.ts';

const NAMES = Object.keys(methods) as MethodName[];
const ROOT: Asker = { standing: 'administrator', scope: 'all', actor: localActor('root') };
/** Nobody is refused without a word in the trail who guesses a secret, or tries to take what is another's. */
const TOLD_WHEN_REFUSED = /^(session|account)\./;

/**
 * Every method of the contract, each once before any is asked again, by somebody who may do everything, with its own input after it was damaged, of a real
 * engine. A fault called internal would be a crash: nobody foresaw it.
 */
export const METHODS: Format = {
  seeds: () => [],
  least: NAMES.length,
  async open() {
    const program = await seatsBench(toIso(START));
    const root = await turnAccountsOn(program.seats);
    await program.bench.configure(FLEET);
    const inputs = await everyMethod(root);
    const { logged } = program.bench;
    let drawn = 0;
    return {
      // First each of them once, then any.
      draw(random) {
        const name = NAMES[drawn++];
        return drawnQuestion(random, name === undefined ? NAMES : [name], inputs);
      },
      async read(bytes): Promise<Outcome> {
        const { method, input } = JSON.parse(bytes.toString('utf8'));
        const trail = () => program.bench.store.trail;
        const last = trail().head().seq;
        const reply = await program.dispatch(ROOT, method, input);
        if (reply.ok) return 'ACCEPTED';
        if (reply.fault.code === 'internal')
          throw new Error(`${method}: ${JSON.stringify(logged.at(-1)).slice(0, 2_000)}`);
        const written = trail()
          .since(last, 10)
          .filter(({ action }) => !TOLD_WHEN_REFUSED.test(action));
        return written.length === 0 ? 'REFUSED' : 'PARTIAL';
      },
      [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
    };
  },
};

/** A question of one of these with one to three damages; one of five is asked with the input of another method. */
export function drawnQuestion(
  random: Random,
  names: readonly MethodName[],
  inputs: Readonly<Record<MethodName, unknown>>,
): Buffer {
  const method = random.pick(names);
  let text = JSON.stringify(inputs[random.chance(0.2) ? random.pick(names) : method]);
  for (let count = random.whole(1, 3); count > 0; count -= 1) text = damagedValue(text, random);
  return Buffer.from(`{"method":${JSON.stringify(method)},"input":${text}}`);
}
