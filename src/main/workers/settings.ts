import type { SecretKey } from '#main/adapters/system/secret-key.ts';
import type { HostFacts } from '#main/services/queries/engine.ts';

/** What every thread is told when it starts. Plain data. */
export type ThreadSettings = {
  readonly database: string;
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** Folder of the seeded runbooks. */
  readonly runbooks: string;
  /** Address of the parser thread's file. */
  readonly parser: string;
  /** Address of the backup thread's file. */
  readonly backup: string;
  /** Address of the file of the thread that takes telemetry from outside. */
  readonly intake: string;
  /** Address of the file of the thread that prints reports. */
  readonly printer: string;
  /** Folder of what the program ships. */
  readonly resources: string;
  /** The data folder whose lock the engine's thread takes itself, before it opens anything; null: the program holds it. */
  readonly claims: string | null;
  /** What secrets are sealed with. */
  readonly secretKey: SecretKey;
  readonly facts: Omit<HostFacts, 'state'>;
};

/** The files of the threads: TypeScript in tests, JavaScript in the build. */
export type ThreadFiles = {
  readonly engine: URL;
  readonly reader: URL;
  readonly parser: URL;
  readonly backup: URL;
  readonly intake: URL;
  readonly whatIf: URL;
  readonly printer: URL;
  readonly bundles: URL;
};

/** What the engine is doing, as the top bar shows it. */
export type EngineState = ReturnType<HostFacts['state']>;
