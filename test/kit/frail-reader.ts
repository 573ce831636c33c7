import { serveThread } from '#main/workers/serve.ts';

/** A reader thread that knows a name and ends at every other question. */
await serveThread(() => ({
  call: (name) => (name === 'identity.get' ? { name: 'Frail', verified: false } : process.exit(9)),
  tell: () => {},
  stop: () => {},
}));
