import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { createReading } from '#main/services/bundles/reading.ts';
import { Refused } from '#main/services/handlers.ts';
import { busyCollected, PAGE_FILES, signer } from '#test/kit/bundle.ts';
import { damaged } from './damage.ts';
import type { Format } from './format.ts';

/** Bundles that somebody sent. Whatever was changed about one must be found: its bytes are all accounted for. */
export const BUNDLES: Format = {
  seeds: () => [],
  async open() {
    const maker = { signer: signer(), tools: bundleTools, version: '1', page: PAGE_FILES };
    const bundles = await Promise.all(
      [false, true].map(async (isRedacted) =>
        Buffer.from(await makeBundle(busyCollected(20), isRedacted, maker)),
      ),
    );
    return {
      draw: (random) => damaged(random.pick(bundles), random),
      async read(bytes) {
        const reading = createReading(bundleTools);
        try {
          reading.take(bytes.toString('base64'));
          const result = reading.verify();
          if (!result.ok) return 'REFUSED';
          for (let piece = 0; piece < result.pieces; piece += 1) reading.text(piece);
          if (!bundles.some((bundle) => bundle.equals(bytes))) throw new Error('taken for what was sealed');
          return 'ACCEPTED';
        } catch (error) {
          if (error instanceof Refused) return 'REFUSED';
          throw error;
        }
      },
      [Symbol.asyncDispose]: async () => {},
    };
  },
};
