import { serveThread } from '#main/workers/serve.ts';

/** A parser thread that dies of whatever it is asked to read, with an error that repeats some of it. */
await serveThread(() => ({
  call: (_, input) => {
    setImmediate(() => JSON.parse(JSON.stringify(input).slice(1)));
    return new Promise(() => {});
  },
  tell: () => {},
  stop: () => {},
}));
