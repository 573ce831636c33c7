import { z } from 'zod';
import { CATEGORIES, SEVERITIES } from '#core/model/finding.ts';
import { FINDING_SORTS } from './findings.ts';

const instant = z.number().int();

/** Which part of a finding's life the feed shows; `suppressed`: what maintenance holds back. */
export const FEED_STATES = [
  'open',
  'new',
  'cleared',
  'shelved',
  'suppressed',
  'resolved',
  'archived',
  'all',
] as const;
export const FEED_GROUPINGS = ['none', 'parent', 'site'] as const;
/** Owner of a view that means whoever sits at the desk. */
export const WHOEVER_IS_HERE = '@me';

/** What the feed shows: filter, order and grouping. Strict, so that a view with more than we know is not shown as less. */
export const FeedView = z
  .object({
    version: z.literal(1),
    state: z.enum(FEED_STATES),
    severity: z.array(z.enum(SEVERITIES)),
    tenant: z.string().nullable(),
    client: z.string().nullable(),
    site: z.string().nullable(),
    type: z.string().nullable(),
    category: z.enum(CATEGORIES).nullable(),
    /** An actor, or WHOEVER_IS_HERE. */
    owner: z.string().max(200).nullable(),
    /** Codes of desks; a view of before there were any names none. */
    desks: z.array(z.string().max(64)).max(200).nullable().default(null),
    text: z.string().max(200),
    sort: z.enum(FINDING_SORTS),
    group: z.enum(FEED_GROUPINGS),
  })
  .strict();
export type FeedView = z.output<typeof FeedView>;

const ViewName = z.string().trim().min(1).max(60);

export const SavedView = z.object({
  name: z.string(),
  saved_at: instant,
  saved_by: z.string(),
  /** null: another version of Vigil wrote it, and this one cannot read it. */
  view: FeedView.nullable(),
});
export type SavedView = z.output<typeof SavedView>;

export const viewMethods = {
  /** By name. Callers that are limited to tenants see the views that name none of the others' places. */
  'views.list': { kind: 'query', input: z.object({}), output: z.array(SavedView) },
  /** Refuses a name that is taken, unless `replace` says that this is known. */
  'views.save': {
    kind: 'command',
    input: z.object({ name: ViewName, view: FeedView, replace: z.boolean().default(false) }),
    output: z.object({ replaced: z.boolean() }),
  },
  /** Gives what was removed, so that it can be saved again. */
  'views.remove': {
    kind: 'command',
    input: z.object({ name: ViewName }),
    output: z.object({ view: FeedView }),
  },
} as const;

export const viewEvents = {
  /** A view was saved or removed: at this desk or at another window. */
  'views.changed': z.object({}),
} as const;
