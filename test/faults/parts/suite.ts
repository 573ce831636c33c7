import type { Random } from '#core/kit/random.ts';

/** What a suite found: each fault is one sentence that says where. */
export type Figures = {
  /** How often the fault was brought about. */
  readonly cases: number;
  /** Acknowledged, and not there afterwards. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** A damaged file, a broken chain, a finding without its evidence, a failure that nobody was told of. */
  readonly broken: readonly string[];
  /** What else a reader of the table wants to know. */
  readonly notes: readonly string[];
};

/** What a suite is given. */
export type Setting = {
  /** How large it shall be, in the suite's own unit. */
  readonly size: number;
  readonly random: Random;
  /** A folder of its own, empty, thrown away afterwards. */
  readonly folder: string;
  readonly progress: (text: string) => void;
};

/** One kind of fault, and a seeded bug that it must find. */
export type Suite = {
  readonly name: string;
  /** What its size counts. */
  readonly unit: string;
  /** The size of `npm run faults`. */
  readonly size: number;
  /** Programs of the system that it cannot do without. */
  readonly tools: readonly string[];
  readonly run: (setting: Setting) => Promise<Figures>;
  /** The same on a program with known bugs, as large as shows them: must find a fault. */
  readonly control: (setting: Setting) => Promise<Figures>;
};

/** Every fault of some figures. */
export const faultsOf = ({ lost, doubled, broken }: Figures): readonly string[] => [
  ...lost,
  ...doubled,
  ...broken,
];

/** Figures to which several parts of a suite add. */
export class Tally implements Figures {
  cases = 0;
  readonly lost: string[] = [];
  readonly doubled: string[] = [];
  readonly broken: string[] = [];
  readonly notes: string[] = [];

  add({ lost, doubled, broken }: Partial<Pick<Figures, 'lost' | 'doubled' | 'broken'>>, where: string): void {
    const placed = (faults: readonly string[] = []) => faults.map((fault) => `${where}: ${fault}`);
    for (const each of placed(lost)) this.lost.push(each);
    for (const each of placed(doubled)) this.doubled.push(each);
    for (const each of placed(broken)) this.broken.push(each);
  }
}
