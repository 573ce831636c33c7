import type { ConfigurationDiff } from '#contract/configuration.ts';
import type { Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { localActor } from '#core/model/actor.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import type { OpenStore } from '#main/adapters/sqlite/store.ts';
import { randomId } from '#main/adapters/system/random-id.ts';
import {
  type ConfigurationService,
  createConfigurationService,
} from '#main/services/configuration/service.ts';
import { type Caller, Refused } from '#main/services/handlers.ts';
import { createFakeClock } from './clock.ts';
import { tempStore } from './temp-store.ts';

export const ADA: Caller = { actor: localActor('ada'), scope: 'all' };

type Options = Partial<Omit<Parsed<'configuration.import'>, 'files'>> & { readonly caller?: Caller };
type Texts = Readonly<Record<string, unknown>>;

/** The real configuration service with its readers on a real database. */
export type ConfigurationBench = Disposable & {
  readonly file: string;
  readonly store: OpenStore;
  readonly service: ConfigurationService;
  /** Fleets that it went over to, in order. */
  readonly changes: readonly Fleet[];
  /** Imports files by name; what is no text is written as JSON. Not a dry run unless asked for. */
  readonly load: (files: Texts, options?: Options) => Promise<ConfigurationDiff>;
  /** The refusal of an import that must fail. */
  readonly refusal: (files: Texts, options?: Options) => Promise<Refused>;
  /** Everything that an import may write, as it is stored now. */
  readonly stored: () => unknown;
  /** Brings up another service over the same file, as a restart does. */
  readonly restart: () => ConfigurationService;
};

/** `hurried`: others have their turn after every single step. */
export function configurationBench({ hurried = false } = {}): ConfigurationBench {
  const temp = tempStore();
  const steady = createFakeClock('2026-11-01T00:00:00Z');
  let turns = 0;
  const clock = hurried ? { ...steady, monotonic: () => (turns += 1_000) } : steady;
  const changes: Fleet[] = [];
  const silent = { info() {}, warn() {}, error() {} };
  const bring = () =>
    createConfigurationService({
      store: temp.store,
      files: configurationFiles,
      clock,
      randomId,
      log: silent,
      *prepare(fleet) {
        yield;
        return function* () {
          changes.push(fleet);
          yield;
        };
      },
    });
  const service = bring();
  const load = async (files: Texts, { caller = ADA, ...options }: Options = {}) =>
    service.importFiles(
      { files: asTexts(files), dry_run: false, deactivate_missing: false, ...options },
      caller,
    );
  return {
    file: temp.file,
    store: temp.store,
    service,
    changes,
    load,
    async refusal(files, options) {
      const outcome = await load(files, options).catch((error: unknown) => error);
      if (outcome instanceof Refused) return outcome;
      throw new Error('the import was not refused', { cause: outcome });
    },
    stored: () => storedState(temp.store),
    restart: bring,
    [Symbol.dispose]: () => temp[Symbol.dispose](),
  };
}

const asTexts = (files: Texts) =>
  Object.entries(files).map(([name, content]) => ({
    name,
    text: typeof content === 'string' ? content : JSON.stringify(content, null, 1),
  }));

const storedState = ({ configuration, runbooks, trail }: OpenStore) => ({
  version: configuration.version(),
  documents: configuration.documents(),
  runbooks: runbooks.all(),
  trail: trail.since(0, 1_000),
});
