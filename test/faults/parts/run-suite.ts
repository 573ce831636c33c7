import { createRandom } from '#core/kit/random.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { type Figures, faultsOf, type Setting, type Suite } from './suite.ts';

export type SuiteResult = Figures & {
  readonly name: string;
  readonly control: Figures;
  readonly seconds: number;
};

/** Runs a suite and its control, each in a folder of its own. */
export async function runSuite(
  suite: Suite,
  { size, seed, progress = () => {} }: RunParts,
): Promise<SuiteResult> {
  const startedAt = performance.now();
  const figures = await inFolder(suite.run, {
    size,
    random: createRandom(`${seed}/${suite.name}`),
    progress,
  });
  // A run that is cut short has told its faults.
  progress(`${faultsOf(figures).length} faults in ${figures.cases} cases; the control comes next`);
  const control = await inFolder(suite.control, {
    size,
    random: createRandom(`${seed}/${suite.name}/control`),
    progress: () => {},
  });
  return { ...figures, name: suite.name, control, seconds: (performance.now() - startedAt) / 1_000 };
}

type RunParts = {
  readonly size: number;
  readonly seed: string;
  readonly progress?: (text: string) => void;
};

async function inFolder(
  run: (setting: Setting) => Promise<Figures>,
  setting: Omit<Setting, 'folder'>,
): Promise<Figures> {
  using folder = tempFolder();
  return await run({ ...setting, folder: folder.path }); // the folder goes when this is left
}
