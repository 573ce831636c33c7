import { resourceLimits } from 'node:worker_threads';
import { serveThread } from '#main/workers/serve.ts';

/** A thread that answers with the memory that it was given. */
await serveThread(() => ({ call: () => ({ ...resourceLimits }), tell: () => {}, stop: () => {} }));
