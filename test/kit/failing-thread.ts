import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { serveThread } from '#main/workers/serve.ts';

/* An engine that finds its database damaged at the first command. */
await serveThread(({ giveUp }) => ({
  call: () => giveUp(new StoreTrouble('corrupt', 'a page is damaged', null)),
  tell: () => {},
  stop: () => {},
}));
