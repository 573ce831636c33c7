import { createRandom } from '#core/kit/random.ts';
import { damaged } from './damage.ts';
import type { Format } from './format.ts';

/** What reading damaged files came to. `worst` are inputs that must not happen, with why. */
export type Hunt = {
  inputs: number;
  accepted: number;
  refused: number;
  crashes: number;
  partial: number;
  polluted: number;
  /** null where no shell was at work. */
  stalls: number | null;
  readonly worst: { readonly why: string; readonly input: Buffer }[];
};

const MOST_KEPT = 20;
const OWN = Reflect.ownKeys(Object.prototype).length;

/** Reads damaged files of a format while `goesOn` says so. The same seed reads the same files. */
export async function hunt(
  { seeds, open }: Format,
  seed: string,
  goesOn: (inputs: number) => boolean,
): Promise<Hunt> {
  const random = createRandom(seed);
  const files = seeds();
  const found: Hunt = {
    inputs: 0,
    accepted: 0,
    refused: 0,
    crashes: 0,
    partial: 0,
    polluted: 0,
    stalls: null,
    worst: [],
  };
  const tell = (why: string, input: Buffer) => {
    if (found.worst.length < MOST_KEPT) found.worst.push({ why, input });
  };
  await using reader = await open();
  while (goesOn(found.inputs)) {
    const input = reader.draw?.(random) ?? damaged(random.pick(files), random);
    found.inputs += 1;
    try {
      const outcome = await reader.read(input);
      if (outcome === 'ACCEPTED') found.accepted += 1;
      else found.refused += 1;
      if (outcome === 'PARTIAL') {
        found.partial += 1;
        tell('refused, and something was written', input);
      }
    } catch (error) {
      found.crashes += 1;
      tell(error instanceof Error ? (error.stack ?? error.message) : String(error), input);
    }
    const stalls = reader.stalls?.();
    if (stalls !== undefined) found.stalls = (found.stalls ?? 0) + stalls;
    if (stalls !== undefined && stalls > 0) tell("the shell's thread stood still", input);
    if (Reflect.ownKeys(Object.prototype).length !== OWN) {
      found.polluted += 1;
      tell('something is on Object.prototype', input);
      for (const key of Reflect.ownKeys(Object.prototype).slice(OWN))
        Reflect.deleteProperty(Object.prototype, key);
    }
  }
  return found;
}

/** What must not happen, counted. */
export const faultsOf = ({ crashes, partial, polluted, stalls }: Hunt): number =>
  crashes + partial + polluted + (stalls ?? 0);
