import type { ConfigurationDiff } from '#contract/configuration.ts';
import type { Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { Spool } from '#main/ports/spool.ts';
import type { TelemetryFiles } from '#main/ports/telemetry-files.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import type { Placer } from '../telemetry/placer.ts';

/** What an import by screen needs of the engine, and of the world. */
export type ImportParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly fleet: () => Fleet;
  readonly placer: Placer;
  readonly files: TelemetryFiles;
  readonly spool: Spool;
  /** Handles `configuration.import`. */
  readonly importFiles: (input: Parsed<'configuration.import'>, caller: Caller) => Promise<ConfigurationDiff>;
  /** Handles `telemetry.ingest`. */
  readonly ingest: CommandHandlers['telemetry.ingest'];
};
