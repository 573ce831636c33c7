import type { Finding } from '#core/model/finding.ts';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Backups } from '#main/ports/backups.ts';
import type { ConfigurationFiles } from '#main/ports/configuration-files.ts';
import type { Log } from '#main/ports/log.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Room } from '#main/ports/room.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Outgoing } from '../actions/outgoing.ts';
import type { Counters } from '../baselines/service.ts';
import type { GatherCheckup } from '../checkups/commands.ts';
import type { OpenGate } from '../gates/gate.ts';
import type { ImportParts } from '../imports/parts.ts';
import type { Cost } from '../people/secrets.ts';
import type { Make as MakeReport } from '../reports/keep.ts';
import type { GetStanding } from '../rollout/commands.ts';
import type { StoreState } from '../store-health.ts';
import type { ReportJobParts } from '../upkeep/jobs/reports.ts';
import type { UpkeepOptions } from '../upkeep/upkeep.ts';
import type { Emit, EngineWorld } from './context.ts';
import type { RoundReport } from './scheduler.ts';

/** What an engine is brought up with, by whoever hosts it. */
export type EngineOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomId: RandomId;
  readonly log: Log;
  readonly emit: Emit;
  readonly rowsOf: EngineWorld['rowsOf'];
  readonly configurationFiles: ConfigurationFiles;
  /** Where the learning phase of baselines reads; the store's own counters unless given (a replay reads the live ones). */
  readonly baselineCounters?: Counters;
  /** Daily, weekly and monthly jobs; none unless given (a replay has none). */
  readonly upkeep?: UpkeepOptions;
  /** The disk of the store; nobody watches it unless given. */
  readonly room?: Room;
  /** Backups are made where they are kept; none unless given. */
  readonly backups?: Backups;
  /** Findings of long ago go there; they stay unless given. */
  readonly archive?: Archive;
  /** Names of upkeep jobs that do not wait for their turn. */
  readonly dueAtStart?: readonly string[];
  /** Where the head of the trail is written down each hour; nowhere unless given. */
  readonly anchorFiles?: OpenAnchorFile;
  /** Hears that the store is in another state. */
  readonly onStore?: (state: StoreState) => void;
  /** How telemetry comes in from outside; not at all unless given. `folder`: where files are dropped unless another was chosen. */
  readonly outside?: { readonly openGate: OpenGate; readonly folder: string };
  /** How files of a screen are read, and where they lie meanwhile; screens import nothing unless given. */
  readonly imports?: Pick<ImportParts, 'files' | 'spool'>;
  /** How messages leave for other machines; none does unless given. */
  readonly outgoing?: Outgoing;
  /** What reports say as of now; none are kept unless given. */
  readonly makeReport?: MakeReport;
  /** What is looked at in a checkup, as of now; none is begun unless given. */
  readonly gatherCheckup?: GatherCheckup;
  /** Where the rollout is; nothing is rolled out unless given. */
  readonly rollout?: GetStanding;
  /** How reports that are made by themselves become files; none are made by themselves unless given. */
  readonly reportFiles?: Pick<ReportJobParts, 'print' | 'save'>;
  /** True for an engine that nobody hears: a replay. */
  readonly unheard?: boolean;
  /** Of so many watched sites the models of anomalies lie in memory; of more they come from the store at each turn. 1,000 unless given. */
  readonly modelsHeld?: number;
  /** Given to a replay of which nobody reads more than which findings there were, and when. */
  readonly trial?: EngineWorld['trial'];
  /** What hashing a PIN or password costs; the usual unless given. */
  readonly secretCost?: Cost;
  /** Hears of every finished round. */
  readonly onRound?: (report: RoundReport) => void;
  /** Hears how each tick ended (null, or what it failed with), and how the store is. */
  readonly onTick?: (error: unknown, store: StoreState) => void;
  /** Hears of every finding that opens, after its commit. */
  readonly onOpened?: (finding: Finding) => void;
};
