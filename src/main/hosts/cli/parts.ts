import type { Answer, Input, MethodName, Reply } from '#contract/index.ts';
import type { Report } from '#contract/reports.ts';
import type { TrialOrder, TrialResult } from '#contract/what-if.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { DetectedRow, DetectRequest, DetectSummary } from '#main/services/detect/detect.ts';

export type { DetectSummary };

/** A way to the installation. Queries read the file beside a running engine; a command runs in this process, or in the engine that holds the folder. */
export type Connection = {
  readonly call: <M extends MethodName>(method: M, input: Input<M>) => Promise<Reply<Answer<M>>>;
  readonly close: () => Promise<void>;
};

export type ConnectOptions = {
  /** Database file; null for the one of the application's own data folder. */
  readonly file: string | null;
  /** Who asks; null for the person who is signed in to this machine. */
  readonly user: string | null;
  /** Hears how far a long command is that runs in this process. */
  readonly progress: (text: string) => void;
};

export type ReplayOptions = {
  readonly file: string | null;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** `SITE.field=value` each. */
  readonly sets: readonly string[];
  readonly dry_run: boolean;
};
/** What a replay came to, as FORMATS section 5 names it. */
export type ReplaySummary = Readonly<Record<string, unknown>>;
export type ReplayListener = {
  readonly opened: (finding: Finding) => void;
  readonly progress: (text: string) => void;
};

export type WhatIfOptions = { readonly file: string | null; readonly order: TrialOrder };
export type WhatIfListener = {
  readonly progress: (text: string) => void;
  /** Resolves when a person wants it to end. */
  readonly interrupted: () => Promise<void>;
};
/** What a trial came to: of which sites over which span, on which version of the configuration. */
export type TriedOrder = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly sites: readonly string[];
  readonly version: number;
  readonly result: TrialResult;
};

export type SimulateOptions = {
  readonly sites: number;
  readonly days: number;
  readonly seed: number;
  /** null: the simulator's own. */
  readonly start: EpochMs | null;
  readonly out: string;
};
/** What was written, for programs. */
export type SimulateSummary = Readonly<Record<string, unknown>>;

export type DetectOptions = DetectRequest & { readonly bytes: AsyncIterable<Buffer> };

/** `handOver`: asks the running program for the key that only it can open, shut with these words. */
export type KeysOrder = {
  readonly words: string;
  readonly handOver: (words: string) => Promise<string | null>;
};

/** A backup that was made, opened and checked in full. */
export type BackupSummary = {
  readonly file: string;
  /** The keys of the installation, shut with words; null where they do not go along. */
  readonly keys: string | null;
  readonly taken_at: string;
  readonly verified_at: string;
  readonly bytes: number;
  readonly sha256: string;
};
export type RestoreSummary = {
  readonly backup: string;
  /** Which keys came along; null where none were asked for. */
  readonly keys: readonly string[] | null;
  /** Where the database is that was there before; null when there was none. */
  readonly moved_to: string | null;
  readonly lost_from: string;
  readonly lost_to: string;
};
export type ArchiveSummary = {
  readonly before: string;
  /** How many were moved. */
  readonly findings: number;
  /** Where they lie now. */
  readonly archive: string;
};
export type PurgeSummary = {
  readonly before: string;
  readonly events: number;
  readonly others: number;
  /** Rows of evidence, dispatches, messages and of what the trail keeps beside its chain. */
  readonly details: number;
  /** Closed cases, kept reports, and messages that carried one. */
  readonly cases: number;
  readonly reports: number;
  readonly messages: number;
  readonly backup: string;
  readonly backups_replaced: number;
  /** Databases in quarantine that were deleted, and those that stay because of a hold. */
  readonly quarantined: number;
  readonly quarantined_kept: number;
};
/** A report that was written. */
export type ReportSummary = { readonly file: string; readonly bytes: number; readonly sha256: string };
/** `user`: who does it; null for the person who is signed in to this machine. */
type Doing = { readonly file: string | null; readonly user: string | null };

/** The way back in for the only administrator: who has the files of the engine's machine, and its engine stopped. */
export type RecoverOptions = { readonly file: string | null; readonly name: string; readonly secret: string };

/** An engine on the network, by the certificate that it shows. */
export type FoundEngine = {
  readonly address: string;
  readonly code: string;
  readonly fingerprint: string;
  /** Whether somebody typed its code. */
  readonly matches: (typed: string) => boolean;
};
/** To which engine the workstation of a data folder belongs. What changes it throws Refused while Vigil runs there. */
export type AttachingParts = {
  readonly state: () => { readonly address: string; readonly code: string } | null;
  /** Rejects with Refused where nobody answers. */
  readonly look: (address: string) => Promise<FoundEngine>;
  readonly attach: (found: FoundEngine) => void;
  /** True when it was attached. */
  readonly detach: () => boolean;
};

export type EvidenceOptions = {
  readonly file: string | null;
  readonly finding: string;
  /** Without names, numbers, positions and what people wrote. */
  readonly redacted: boolean;
  readonly progress: (text: string) => void;
};
export type SealedBundle = { readonly bytes: Uint8Array; readonly fingerprint: string };
export type VerifiedBundle = {
  readonly verdict:
    | { readonly ok: true; readonly manifest: BundleManifest }
    | { readonly ok: false; readonly part: string; readonly why: string };
  /** Sealed by this very installation. */
  readonly isOwn: boolean;
};
type BundleManifest = {
  readonly format: 'vigil-evidence-bundle' | 'vigil-case-file';
  readonly title: string;
  readonly parts: readonly { readonly name: string }[];
  readonly finding: string;
  readonly made_at: string;
  readonly made_by: string;
  readonly redacted: boolean;
  readonly signer: { readonly fingerprint: string };
};

export type HostOptions = { readonly file: string | null; readonly port: number | null };
export type RunningHost = {
  /** Why the engine does not run; null while it does. */
  readonly trouble: () => string | null;
  readonly stop: () => Promise<void>;
};

/** What the command line is given by whoever starts it; each part is loaded only when a command needs it. */
export type CliParts = {
  /** Standard output. A promise: it takes no more for now; whoever writes without end waits for it. */
  readonly out: (text: string) => Promise<unknown> | undefined;
  readonly err: (text: string) => void;
  readonly input: () => AsyncIterable<Buffer>;
  /** Asks for a PIN or password: at a terminal without showing it, else it is the first line of standard input. */
  readonly secret: (question: string) => Promise<string>;
  readonly connect: (options: ConnectOptions) => Promise<Connection>;
  /** Who has signed in on this command line. */
  readonly session: {
    /** What is asked from here on shows a new session, which is worth nothing before `session.sign_in`. */
    readonly begin: (name: string) => void;
    /** Keeps the session for the next commands on this database. */
    readonly keep: (file: string | null) => void;
    /** Shows it no more; with a file, the next commands do not either. */
    readonly end: (file?: string | null) => void;
  };
  /** What only the program that runs on this database knows, for the doctor; nulls where none can be asked. */
  readonly running: (
    file: string | null,
  ) => Promise<Required<Pick<Input<'doctor.run'>, 'threads' | 'starts'>>>;
  readonly attaching: (file: string | null) => Promise<AttachingParts>;
  readonly recover: (options: RecoverOptions) => Promise<{ readonly name: string }>;
  readonly replay: (options: ReplayOptions, listener: ReplayListener) => Promise<ReplaySummary>;
  readonly whatIf: (options: WhatIfOptions, listener: WhatIfListener) => Promise<TriedOrder>;
  readonly simulate: (options: SimulateOptions, progress: (text: string) => void) => Promise<SimulateSummary>;
  /** Each address opens one window; there is a new one after each that was used. */
  readonly detect: (
    options: DetectOptions,
    onRows: (rows: readonly DetectedRow[]) => Promise<unknown> | undefined,
  ) => Promise<DetectSummary>;
  /** The records of a file that is no lines of them, read in a thread that is ended where it takes too long or too much memory. Rejects with Refused. */
  readonly records: (
    bytes: AsyncIterable<Buffer>,
    file: {
      readonly name: string;
      readonly kind: 'gpx' | 'traccar_csv' | 'table';
      /** Of a table: what its columns mean. */
      readonly mapping: unknown;
      /** Whose positions they are, where the person says so. */
      readonly device: string | null;
    },
  ) => AsyncIterable<{
    readonly text: string;
    readonly first_line: number;
    readonly at?: [line: number, column: number][];
  }>;
  readonly backup: (options: {
    readonly file: string | null;
    readonly target: string;
    /** Where the keys go along: the words that shut them. */
    readonly keys: KeysOrder | null;
  }) => Promise<BackupSummary>;
  /** `words`: what opens the keys beside it; null: without keys. */
  readonly restore: (
    options: Doing & { readonly backup: string; readonly words: string | null },
  ) => Promise<RestoreSummary>;
  readonly archive: (
    options: Doing & { readonly before: EpochMs },
    progress: (text: string) => void,
  ) => Promise<ArchiveSummary>;
  readonly purge: (
    options: Doing & { readonly before: EpochMs },
    progress: (text: string) => void,
  ) => Promise<PurgeSummary>;
  readonly evidence: {
    /** Rejects with Refused, and where the key cannot be read or kept. */
    readonly export: (options: EvidenceOptions) => Promise<SealedBundle>;
    /** `key`: the fingerprint that the signer must have; null: any. */
    readonly verify: (options: {
      readonly file: string | null;
      readonly bytes: Uint8Array;
      readonly key: string | null;
    }) => Promise<VerifiedBundle>;
  };
  /** Writes a report to a file. Rejects with what the file system says. */
  readonly report: (report: Report, file: string, format: 'pdf' | 'html') => Promise<ReportSummary>;
  /** The same with a text. */
  readonly write: (text: string, file: string) => Promise<ReportSummary>;
  /** What a folder of updates offers to the engine of this machine. */
  readonly lookForUpdate: (
    file: string | null,
    address: string,
  ) => Promise<{
    readonly kind: 'CURRENT' | 'OFFERED' | 'REFUSED';
    readonly version: string | null;
    readonly text: string;
  }>;
  readonly host: (options: HostOptions, onAddress: (address: string) => void) => Promise<RunningHost>;
  /** Resolves when a person wants the program to end. */
  readonly interrupted: () => Promise<void>;
};
