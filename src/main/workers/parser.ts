import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { TelemetryFile, TelemetryReader } from '#main/ports/telemetry-files.ts';
import { serveThread } from './serve.ts';

/*
 * Reads files that nobody vouches for. It has no database and no network, is capped in memory, and is ended when it
 * takes too long.
 */
await serveThread(() => {
  let reader: TelemetryReader | null = null;
  return {
    async call(name, input) {
      // Safe: only parser-client.ts starts this thread, with these four names and their own arguments.
      if (name === 'parse')
        return configurationFiles.parse(...(input as Parameters<ConfigurationFiles['parse']>));
      if (name === 'locate')
        return configurationFiles.locate(...(input as Parameters<ConfigurationFiles['locate']>));
      const { telemetryFiles } = await import('../telemetry-files.ts');
      if (name === 'rows') return telemetryFiles.rows(...(input as [string]));
      if (name !== 'take') throw new Error(`The parser knows no ${name}.`);
      const [file, piece, last] = input as [TelemetryFile, string, boolean];
      reader ??= telemetryFiles.open(file);
      return reader.take(piece, last);
    },
    tell: () => {},
    stop: () => {},
  };
});
