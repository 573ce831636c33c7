import { serveThread } from '#main/workers/serve.ts';

/** An engine thread that ends at the first command. */
await serveThread(() => ({ call: () => process.exit(9), tell: () => {}, stop: () => {} }));
