import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import { serveThread } from './serve.ts';

/*
 * Reads files that nobody vouches for. It has no database and no network, is capped in memory, and is ended when it
 * takes too long.
 */
await serveThread(() => ({
  call: (name, input) => {
    // Safe: only parser-client.ts starts this thread, with these two names and their own arguments.
    if (name === 'parse')
      return configurationFiles.parse(...(input as Parameters<ConfigurationFiles['parse']>));
    if (name === 'locate')
      return configurationFiles.locate(...(input as Parameters<ConfigurationFiles['locate']>));
    throw new Error(`The parser knows no ${name}.`);
  },
  tell: () => {},
  stop: () => {},
}));
