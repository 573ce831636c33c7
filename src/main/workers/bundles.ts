import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { createReading } from '#main/services/bundles/reading.ts';
import { serveThread } from './serve.ts';

/* Reads one bundle that nobody vouches for. It has no database, no key and no network, is capped in memory, and is ended when it takes too long. */
await serveThread(() => {
  const reading = createReading(bundleTools);
  return {
    call(name, input) {
      // Safe: only bundles-client.ts starts this thread, with these three names and what they take.
      if (name === 'take') return reading.take(input as string);
      if (name === 'verify') return reading.verify();
      if (name === 'text') return reading.text(input as number);
      throw new Error(`The reader of bundles knows no ${name}.`);
    },
    tell: () => {},
    stop: () => {},
  };
});
