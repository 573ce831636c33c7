import type {
  FINDING_SORTS,
  FindingCounts,
  FindingDetail,
  FindingFilter,
  FindingGroup,
  FindingRow,
} from '#contract/findings.ts';
import type { OpenAlarms } from '#contract/notices.ts';
import type { TrailFilter, TrailHead, TrailRowDto } from '#contract/trail.ts';
import type { Delivery } from '#core/actions/delivery.ts';
import type { CellSamples, PoolCount } from '#core/anomaly/profile-view.ts';
import type { Sample } from '#core/anomaly/sample.ts';
import type { DutyEvent } from '#core/audit/duty.ts';
import type { AlarmCount } from '#core/indicators/console.ts';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import type { RunbookUse, StepUse } from '#core/indicators/runbook-effect.ts';
import type { DeliveryList } from '#core/model/action.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { Dispatch, StepTick } from '#core/model/desk.ts';
import type { Evidence } from '#core/model/evidence.ts';
import type { Alert, Disposition, Finding } from '#core/model/finding.ts';
import type { Hold } from '#core/model/hold.ts';
import type { FindingIndicator } from '#core/model/indicator.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Lost } from '#core/trail/anchors.ts';
import type { PastFinding } from '#core/tuning/propose.ts';
import type { DoctorReads } from './doctor-reads.ts';
import type { EngineFacts } from './engine-facts.ts';
import type { ReportReads } from './report-reads.ts';
import type { SiteFacts, SiteTally, SourceEntry } from './site-facts.ts';
import type { CaseRepo } from './store/cases.ts';
import type {
  ActionRepo,
  CheckupRepo,
  DropRepo,
  DueRow,
  EventRepo,
  EvidenceRow,
  KeptUntil,
  KeyRepo,
  NotedReads,
  PeopleRepo,
  QuarantineChoice,
  QuarantineReason,
  QuarantineRow,
  ReviewReads,
  RolloutRepo,
  RoundRecord,
  RunbookRepo,
  SiteDocuments,
  SitePlanRow,
  StoredView,
} from './store.ts';

export type { Stability } from '#core/anomaly/profile-view.ts';
export type { SiteTally, SourceEntry } from './site-facts.ts';
export type { FindingCounts, FindingFilter, FindingGroup, FindingRow };
export type TimelineEntry = FindingDetail['timeline'][number];

/** Numbers of the findings that are open at a site. */
export type OpenAtSite = {
  readonly site: string;
  readonly open: number;
  readonly alarms: number;
  readonly critical: number;
};

/** Which findings, as `scope` may see them at `at`. */
export type FindingQuestion = {
  readonly scope: TenantScope;
  readonly filter: FindingFilter;
  /** Findings of these sites, and those that belong to none; absent: of all. The filter's own `desks` are not looked at. */
  readonly among?: readonly string[];
  readonly at: EpochMs;
};
export type FindingSort = (typeof FINDING_SORTS)[number];
/** The last row of a page: the next page begins after it, whatever was added or changed meanwhile. */
export type FindingPosition = {
  readonly urgency: number;
  readonly detected_at: EpochMs;
  readonly id: string;
};
export type FindingPage = {
  readonly rows: readonly FindingRow[];
  /** null: this was the last page. */
  readonly next: FindingPosition | null;
  /** Everything that the filter lets through, exactly. */
  readonly total: number;
};

export type StoredEvidence = Omit<EvidenceRow, 'finding_id'> & {
  /** Of the JSON as it was stored. */
  readonly sha256: string;
};
/** That somebody was told of a finding, and what became of the messages. */
export type ToldOf = FindingDetail['escalation']['told'][number];
export type StoredFinding = {
  readonly finding: Finding;
  readonly site_name: string | null;
  readonly timezone: string | null;
  /** What it has adopted, most urgent first. */
  readonly children: readonly FindingRow[];
  /** What has adopted it. */
  readonly parent: FindingRow | null;
  /** The version that it was opened with. */
  readonly runbook: Runbook | null;
  readonly newest_runbook_version: number | null;
  /** Who was told of it, the first first. */
  readonly tellings: readonly ToldOf[];
  /** The newest first, but for what told an escalation. */
  readonly messages: FindingDetail['messages'];
  readonly steps: readonly StepTick[];
  /** The newest first. */
  readonly dispatches: readonly Dispatch[];
  readonly evidence: readonly StoredEvidence[];
  readonly timeline: readonly TimelineEntry[];
};
/** Which findings are related to one. */
export type RelatedQuestion = {
  readonly finding: Pick<Finding, 'scope' | 'scope_key' | 'site' | 'finding_type' | 'subject'>;
  /** Ids that are left out: its own, and those that are shown elsewhere. */
  readonly without: readonly string[];
  /** The person that it is about, and the sites that know that person by this code. */
  readonly person: { readonly code: string; readonly sites: readonly string[] } | null;
  /** Detected in [from, to], or still open at the site. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The same type and subject since this instant. */
  readonly repeatsSince: EpochMs;
  readonly limit: number;
};
export type RelatedRow = {
  readonly row: FindingRow;
  readonly why: 'same subject' | 'same person' | 'same site';
};
/** Somebody who has acted, by the name that people say. */
export type Colleague = { readonly name: string; readonly last_at: EpochMs };
export type FindingExport = {
  readonly findings: readonly (Finding & { readonly evidence?: Evidence | null })[];
  readonly more: boolean;
};

export type SuppressedEntry = {
  readonly site: string;
  readonly finding_type: string;
  readonly subject: string;
  readonly reason: string;
  readonly window_start: EpochMs;
  readonly window_end: EpochMs;
  readonly first_at: EpochMs;
  readonly last_at: EpochMs;
  readonly count: number;
};
export type QuarantineEntry = Omit<QuarantineRow, 'tenant'>;
/** Lines that were refused for one reason, of one source. */
export type QuarantineGroup = {
  readonly reason: QuarantineReason;
  readonly source: string | null;
  readonly lines: number;
  readonly newest_at: EpochMs;
};
/** A local day (YYYY-MM-DD) that somebody left out of the learning. */
export type LeftOut = {
  readonly date: string;
  readonly reason: string;
  readonly by: string;
  readonly at: EpochMs;
};

/** Where a person was last. */
export type PersonFix = {
  readonly person: string;
  readonly at: EpochMs;
  readonly lat: number;
  readonly lon: number;
  /** Metres. */
  readonly accuracy: number | null;
};

/** A version of a runbook, and who made it. */
export type RunbookVersion = {
  readonly runbook: Runbook;
  readonly at: EpochMs;
  readonly actor: string;
  readonly verified: boolean;
};

/** Which messages to other machines; null: of every list, about every finding. */
export type DeliveryQuestion = {
  readonly list: DeliveryList | null;
  readonly finding: string | null;
  /** A kept report. */
  readonly report: string | null;
  readonly limit: number;
};
export type ListedDelivery = Delivery & {
  readonly action_title: string;
  /** The title of its finding, or of its report. */
  readonly about: string;
  /** null: the finding goes on. */
  readonly over_since: EpochMs | null;
  /** How many findings it lists, of a storm; 0: it is about one. */
  readonly gathered: number;
};

/** What became of the findings of a runbook. `cut`: there are more. */
export type RunbookUses = {
  readonly uses: readonly RunbookUse[];
  readonly ticks: readonly StepUse[];
  readonly cut: boolean;
};

/** Which findings and alerts are added up, with from <= detected, or created, < to. */
export type IndicatorQuestion = {
  readonly scope: TenantScope;
  /** Of these sites; null: of all, and what belongs to none. */
  readonly sites: readonly string[] | null;
  /** Whose they were when they were found: a site may have moved since. null: whoever's. */
  readonly owner: { readonly tenant: string; readonly client: string | null } | null;
  /** Exact, or a prefix ending in `*`. */
  readonly rule: string | null;
  /** What this person was the first to acknowledge, and what this one resolved. */
  readonly operator: string | null;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

/** Codes of sites: of those in both each finding must be looked at for whose it is. */
export type FoundAt = {
  /** Something was found there that is the caller's, and was the owner's. */
  readonly own: ReadonlySet<string>;
  /** Something was found there that is not. */
  readonly others: ReadonlySet<string>;
};

/** A type of finding at a site about a subject: `tour:T-1`, whichever of its starts. */
export type Alarm = {
  readonly finding_type: string;
  readonly site: string | null;
  readonly subject: string;
};
/** Findings of an alarm added up. */
export type AlarmSums = Alarm & {
  readonly findings: number;
  readonly alerts: number;
  readonly chattering: number;
  /** Alarms that stood for longer than a day. */
  readonly stale: number;
  readonly true_positive: number;
  readonly benign: number;
  readonly false_positive: number;
  readonly undetermined: number;
};

/** Which of the findings behind an indicator. `now`: what is unanswered is judged as of then. */
export type BehindPage = {
  readonly name: FindingIndicator;
  readonly disposition: Disposition | null;
  readonly before: { readonly detected_at: EpochMs; readonly id: string } | null;
  readonly limit: number;
  readonly now: EpochMs;
};

/** The sources of sites, by the site's id. */
export type SiteSources = {
  /** Codes of those that were heard for the site. */
  readonly heard: ReadonlyMap<number, readonly string[]>;
  /** Codes that the site's configuration names. */
  readonly named: ReadonlyMap<number, readonly string[]>;
};
export type FinishedRound = Omit<RoundRecord, 'outcome' | 'into_slot' | 'site_ids' | 'opened' | 'queries'> & {
  readonly sites: number;
};
/** Which rows of the audit trail, below a number. */
export type TrailQuestion = {
  readonly filter: TrailFilter;
  readonly before: number | null;
  readonly limit: number;
};
export type VerifiedTrail = {
  readonly last: TrailHead;
  readonly head: TrailHead;
  readonly done: boolean;
  readonly first_bad: number | null;
  readonly why: string | null;
};
export type TrailPage = {
  /** The newest first. */
  readonly rows: readonly TrailRowDto[];
  /** null: there are no more. */
  readonly next: number | null;
  /** How far back it was looked, where that was no full page and not all of it. */
  readonly searched_to: EpochMs | null;
  readonly head: TrailHead;
};
/** What a check of the whole file and of the trail's chain found. */
export type Integrity = {
  /** `ok`, or the first complaint of SQLite. */
  readonly database: string;
  readonly trail_rows: number;
  readonly trail_head: string;
  readonly first_bad_row: number | null;
  /** Everything that is wrong, in words; empty when all is well. */
  readonly problems: readonly string[];
};

/** Rows that go; more: at least so many. */
export type Due = { readonly count: number; readonly more: boolean };
/** Codes that holds are about, each as a JSON array. */
export type HeldCodes = { readonly findings: string; readonly people: string; readonly sites: string };
export type KeepingDates = KeptUntil & { readonly events: EpochMs; readonly counters: EpochMs };
export type KeepingDue = {
  readonly held: HeldCodes;
  readonly events: Due;
  readonly counters: Due;
  readonly cases: Due;
  readonly reports: Due;
  readonly messages: Due;
};

/**
 * What the queries of screens and of the command line need to know. Synchronous, changes nothing, and works on any
 * connection. Whoever is limited to tenants sees their rows, findings of the installation, and sources that serve them
 * (DECISIONS 14).
 */
export type ReadModel = {
  readonly findings: {
    readonly page: (
      question: FindingQuestion & {
        readonly sort: FindingSort;
        readonly after: FindingPosition | null;
        readonly limit: number;
      },
    ) => FindingPage;
    /** Rows of the feed by id, in the order of the ids; ids that do not exist, or not for this scope, are left out. */
    readonly rows: (scope: TenantScope, ids: readonly string[]) => readonly FindingRow[];
    readonly counts: (question: FindingQuestion) => FindingCounts;
    /** How many open findings wait for somebody of each role. */
    readonly waiting: (scope: TenantScope) => readonly { readonly role: string; readonly count: number }[];
    /** One group per site, in the order of the feed; with `sites` only those, null for findings of none. */
    readonly groups: (
      question: FindingQuestion & {
        readonly sort: FindingSort;
        readonly sites: readonly (string | null)[] | null;
      },
    ) => readonly FindingGroup[];
    /** Most frequent first. */
    readonly countBy: (
      question: FindingQuestion & { readonly by: 'type' | 'site' },
    ) => readonly { readonly key: string | null; readonly count: number }[];
    readonly get: (scope: TenantScope, id: string) => StoredFinding | null;
    /** The newest first; the closest relations where there are more than the limit. */
    readonly related: (scope: TenantScope, question: RelatedQuestion) => readonly RelatedRow[];
    /** In the order of detected_at then id. With `evidence`: the newest capture of each, null where there is none. */
    readonly export: (
      question: FindingQuestion & {
        readonly after: Omit<FindingPosition, 'urgency'> | null;
        readonly limit: number;
        readonly evidence: boolean;
      },
    ) => FindingExport;
  };
  /** Newest first. */
  readonly actions: ActionRepo['all'];
  /** The newest first, and how many there are in each list. */
  readonly deliveries: (
    scope: TenantScope,
    question: DeliveryQuestion,
  ) => {
    readonly deliveries: readonly ListedDelivery[];
    readonly counts: Readonly<Record<DeliveryList, number>>;
  };
  /** A file that a message carries, as far as the message may be seen; null: there is none. */
  readonly attachment: (scope: TenantScope, delivery: string, sha256: string) => Uint8Array | null;
  readonly alerts: (
    scope: TenantScope,
    question: { readonly site: string | null; readonly since: EpochMs | null; readonly limit: number },
  ) => readonly Alert[];
  /** Alarms that nobody has acknowledged; the CRITICAL ones all, for they sound until somebody does. */
  readonly openAlarms: (scope: TenantScope) => OpenAlarms & {
    readonly sounding: readonly {
      readonly finding_id: string;
      readonly finding_type: string;
      readonly site: string | null;
    }[];
  };
  /** Of every site with an open finding how many there are, and what of them waits as an alarm. */
  readonly openBySite: (scope: TenantScope) => readonly OpenAtSite[];
  readonly alertsSince: (scope: TenantScope, since: EpochMs) => number;
  /** What maintenance windows held back, the newest first; with `activeAt` only windows that are open then. */
  readonly suppressed: (scope: TenantScope, activeAt: EpochMs | null) => readonly SuppressedEntry[];
  /** Newest first, with numbers below `before`. Lines of unknown sites belong to no tenant. */
  readonly quarantine: (
    scope: TenantScope,
    choice: QuarantineChoice,
    page: { readonly before: number | null; readonly limit: number },
  ) => readonly QuarantineEntry[];
  /** The largest first. */
  readonly quarantineGroups: (scope: TenantScope) => readonly QuarantineGroup[];
  readonly quarantined: (scope: TenantScope) => number;
  readonly sources: (scope: TenantScope) => readonly SourceEntry[];
  /** By site code; sites without findings and alerts are left out. */
  /** What a night deletes of the database by its dates, kind by kind, and what holds are about. */
  readonly keepingDue: (before: KeepingDates, holds: readonly Hold[]) => KeepingDue;
  /** Until when the last night deleted details of findings; null where nobody knows, or a hold was changed since. */
  readonly purgedUntil: () => EpochMs | null;
  /** What it deletes of findings that were resolved in a span: evidence, dispatches, messages, payloads of the trail. null: from the first. */
  readonly detailsDue: (
    span: { readonly from: EpochMs | null; readonly before: EpochMs },
    held: HeldCodes,
  ) => Due;
  readonly siteTallies: () => ReadonlyMap<string, SiteTally>;
  readonly siteSources: () => SiteSources;
  /** One site in a constant number of statements. `tours_from`: how far back its tours are wanted. */
  readonly siteFacts: (site: Site, at: EpochMs, toursFrom: EpochMs) => SiteFacts;
  /** The engine's own record: rounds, turns, upkeep, the file. */
  readonly engineFacts: (scope: TenantScope, at: EpochMs) => EngineFacts;
  readonly doctor: DoctorReads;
  readonly due: () => readonly DueRow[];
  /** Keys of senders, by name. */
  readonly keys: KeyRepo['all'];
  /** Files that were dropped, the newest first. */
  readonly drops: DropRepo['newest'];
  /** Sites that were audited at least once, by any cadence. */
  readonly auditedSites: () => ReadonlySet<number>;
  /** The newest slot that was run, of each cadence that ever was. */
  readonly lastRounds: () => readonly FinishedRound[];
  readonly profile: {
    /** Every cell of one metric at one site; empty for a metric that nobody knows. */
    readonly cells: (siteId: number, metric: string) => readonly CellSamples[];
    /** Samples per site, metric and pool. */
    readonly pools: (siteIds: readonly number[]) => ReadonlyMap<number, readonly PoolCount[]>;
    /** Start of the last 15-minute bucket that was learned, per site. */
    readonly learnedTo: () => ReadonlyMap<number, EpochMs>;
  };
  readonly baselines: {
    /** Every bucket (15 minutes since 1970) from <= quarter < to, oldest first. `counted`: what the counters say; null: nothing came. */
    readonly series: (
      siteId: number,
      metric: string,
      from: number,
      to: number,
    ) => readonly {
      readonly quarter: number;
      readonly sample: Sample | null;
      readonly counted: { readonly n: number; readonly sum: number } | null;
    }[];
    /** Local days from which nothing is learned. */
    readonly leftOut: (siteId: number) => readonly LeftOut[];
  };
  readonly sitePlan: (siteId: number) => SitePlanRow | null;
  /** The newest fix with since < ts <= at of each person at a site, newest first. */
  readonly positions: (siteId: number, since: EpochMs, at: EpochMs) => readonly PersonFix[];
  readonly desk: {
    /** Who has acted since, whoever was seen last first. Of a limited scope: on its findings. */
    readonly colleagues: (scope: TenantScope, since: EpochMs) => readonly Colleague[];
    /** null: there is no such site. */
    readonly documents: (site: string) => SiteDocuments | null;
    /** Attendance and check-ins at a site with from < ts <= to. */
    readonly duty: (siteId: number, from: EpochMs, to: EpochMs) => readonly DutyEvent[];
  };
  /** What the desk noted. */
  readonly noted: NotedReads;
  /** Tours, scans and the like with from < ts <= to, as the engine reads them. */
  readonly activity: EventRepo['activity'];
  readonly runbooks: {
    /** The newest version of each. */
    readonly all: () => readonly Runbook[];
    readonly get: (findingType: string, version: number) => Runbook | null;
    readonly retired: RunbookRepo['retired'];
    readonly comparisons: RunbookRepo['comparisons'];
    readonly compared: RunbookRepo['compared'];
    /** Every version of one, the newest first; none where there is no such runbook. */
    readonly history: (findingType: string) => readonly RunbookVersion[];
    /** Of findings with from <= detected < to; of very many the newest. */
    readonly uses: (scope: TenantScope, findingType: string, from: EpochMs, to: EpochMs) => RunbookUses;
  };
  readonly reviews: ReviewReads;
  readonly trailPage: (scope: TenantScope, question: TrailQuestion) => TrailPage;
  /** Recomputes the chain of so many rows after one; null: from the beginning. */
  readonly verifyTrail: (after: TrailHead | null, limit: number) => VerifiedTrail;
  /** The hash of a row of the trail; null: there is none. */
  readonly trailAt: (seq: number) => string | null;
  /** What restored backups did not know, as the trail has it. */
  readonly lostToRestores: () => readonly Lost[];
  readonly reports: ReportReads;
  /** Phases of the rollout as they were applied, the newest first. */
  readonly rollout: RolloutRepo['steps'];
  readonly cases: Pick<CaseRepo, 'get' | 'newest'>;
  /** Reviews of sites and of the installation. */
  readonly checkups: Pick<CheckupRepo, 'get' | 'open' | 'lastSigned'>;
  readonly indicators: {
    /** `now`: what is unanswered is judged as of then. */
    readonly findings: (question: IndicatorQuestion, now: EpochMs) => FindingSums;
    /** The findings that an indicator is made of, the newest first, after one of them. */
    readonly behind: (question: IndicatorQuestion, page: BehindPage) => readonly string[];
    /** Findings of the span that were looked at again in the weekly sample, and how many of them hold. */
    readonly reviews: (question: IndicatorQuestion) => { readonly n: number; readonly agreed: number };
    /** Sites at which anything was ever found, those that are gone too: whatever else is asked for, there is nothing at others. */
    readonly foundAt: (question: Pick<IndicatorQuestion, 'scope' | 'owner'>) => FoundAt;
    /** Findings of one site, or of none, by alarm: a type about a subject, without the instant in it. */
    readonly byAlarm: (question: IndicatorQuestion, site: string | null) => readonly AlarmSums[];
    /** The judged findings of an alarm, the newest first, some hundreds at most. */
    readonly judgedOf: (question: IndicatorQuestion, alarm: Alarm) => readonly PastFinding[];
    /** Alerts of one site, or of none, by type and severity. */
    readonly alarms: (question: IndicatorQuestion, site: string | null) => readonly AlarmCount[];
    /** When the alerts of one site, or of none, came. */
    readonly alerts: (question: IndicatorQuestion, site: string | null) => readonly EpochMs[];
    /** Alerts of everything by period, `of` ms each, counted from `from`; those without any are left out. Whoever sees all may ask. */
    readonly periods: (from: EpochMs, to: EpochMs, of: number) => ReadonlyMap<number, number>;
    /** Findings of the span with an alert that stood for longer than a day and were neither over nor resolved at `at`. */
    readonly standing: (question: IndicatorQuestion, at: EpochMs) => number;
    readonly dispatches: (question: IndicatorQuestion) => {
      readonly sent: number;
      /** Resolved findings of the span for which somebody was sent. */
      readonly settled_with: number;
    };
  };
  /** Saved views of the feed as they were stored, by name. */
  readonly views: () => readonly StoredView[];
  /** Accounts, and where they are signed in. */
  readonly people: Pick<PeopleRepo, 'accounts' | 'signIns'>;
  /** A small named value of the engine, or null. */
  readonly state: (name: string) => string | null;
  /** Reads the whole file: seconds to minutes. */
  readonly integrity: () => Integrity;
};
