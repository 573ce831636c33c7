import { workerData } from 'node:worker_threads';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readOrMakeSigner } from '#main/adapters/system/signing-key.ts';
import { createReading, type Reading } from '#main/services/bundles/reading.ts';
import { type BundleSealing, createSealing } from '#main/services/bundles/sealing.ts';
import { readPage } from '../bundle-page.ts';
import { serveThread } from './serve.ts';

/** What one that seals knows; one that reads knows nothing. */
export type SealerSettings = {
  readonly dataFolder: string;
  readonly bundlePage: string;
  readonly version: string;
};

const sealer = ({ dataFolder, bundlePage, version }: SealerSettings) =>
  createSealing(() => ({
    ...{ version, tools: bundleTools },
    signer: readOrMakeSigner(dataFolder),
    page: readPage(bundlePage),
  }));

/*
 * Reads one bundle that nobody vouches for, or seals one: never both. What reads has no database, no key and no network; either is capped in memory, and
 * is ended when it takes too long.
 */
await serveThread(() => {
  // Safe: bundles-client.ts alone starts this thread, with these or null.
  const settings = workerData as SealerSettings | null;
  const calls = (settings === null ? createReading(bundleTools) : sealer(settings)) as Record<
    keyof Reading | keyof BundleSealing,
    (...input: unknown[]) => unknown
  >;
  return {
    call(name, input) {
      if (!Object.hasOwn(calls, name)) throw new Error(`The thread of bundles knows no ${name}.`);
      // Safe: called with the arguments of that name.
      return calls[name as keyof typeof calls](...(input as unknown[]));
    },
    tell: () => {},
    stop: () => {},
  };
});
