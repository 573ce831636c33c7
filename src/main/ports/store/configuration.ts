import type { ScopeRecord } from '#core/config/records.ts';
import type { Actor, TenantScope } from '#core/model/actor.ts';
import type { EpochMs } from '#core/model/time.ts';

/** One document of the configuration as it was written: tenant, client or site, without its children. */
export type ScopeDocument = ScopeRecord & {
  /** Version of the configuration at which this text became valid. */
  readonly version: number;
};

/** One version as it was stored. */
export type StoredVersion = {
  readonly version: number;
  readonly at: EpochMs;
  readonly actor: string;
  readonly verified: boolean;
  /** What was noted of the change when it was written. */
  readonly summary: unknown;
  /** How many texts it brought, of those that the caller may see. */
  readonly texts: Readonly<Record<ScopeRecord['scope'], number>>;
};

/** One text that a version brought. */
export type VersionText = Omit<ScopeRecord, 'id'> & {
  /** The text before it, or null for what the version added. */
  readonly before: unknown;
  /** The newest version that changed the same; the version itself when none did since. */
  readonly newest: number;
};

/** The past of the configuration. A caller that is limited to tenants sees the versions that touched them, and of those their texts. */
export type ConfigurationHistory = {
  /** The newest first, of those before `before`. */
  readonly versions: (
    scope: TenantScope,
    page: { readonly before: number | null; readonly limit: number },
  ) => readonly StoredVersion[];
  readonly find: (scope: TenantScope, version: number) => StoredVersion | null;
  /** The same for everybody, without what it brought: which texts are a version's is long to count. */
  readonly facts: (version: number) => Omit<StoredVersion, 'texts'> | null;
  /** Tenants, then clients, then sites, by code. */
  readonly texts: (scope: TenantScope, version: number) => readonly VersionText[];
  /** All of them, by their keys, read a few at a time. */
  readonly eachText: (version: number) => Iterable<VersionText>;
};

/** What a question may know of the configuration. */
export type ConfigurationReads = Pick<ConfigurationRepo, 'version' | 'documents' | 'history'>;

/** The texts of the configuration behind a site, as they were written. */
export type SiteDocuments = { readonly tenant: unknown; readonly client: unknown; readonly site: unknown };

export type ConfigurationRepo = {
  readonly version: () => number;
  /** All documents, or those of one tenant. */
  readonly documents: (tenant?: string) => readonly ScopeDocument[];
  /** Of a site, its client and its tenant; null: there is no such site. */
  readonly documentsOf: (site: string) => SiteDocuments | null;
  readonly history: ConfigurationHistory;
  /**
   * All of them, or those of one tenant, tenants, then clients, then sites, read a few at a time: walk through them where nothing changes them. What
   * several sites say in the same words is one object, which nobody changes. Throws SyntaxError where one is no JSON any more.
   */
  readonly eachDocument: (tenant?: string) => Iterable<ScopeDocument>;
  /** Writes new and changed documents of the version that comes next, keeping the old ones in history. Nobody sees them before `commit`. */
  readonly stage: (documents: readonly NewDocument[]) => void;
  /** What was staged holds from now on, as one version. Returns it. */
  readonly commit: (change: VersionFacts) => number;
  /** Takes away what was staged and never came to be. */
  readonly discard: () => void;
  /** Stages and commits at once. */
  readonly apply: (change: VersionFacts & { readonly documents: readonly NewDocument[] }) => number;
};

type NewDocument = Omit<ScopeDocument, 'id' | 'version'>;

/** How a version came about. */
type VersionFacts = { readonly at: EpochMs; readonly actor: Actor; readonly summary: unknown };
