import type { FindingStatus } from '#core/model/finding.ts';
import { ownNames } from '#core/model/owner.ts';
import type { FindingFilter, FindingQuestion } from '#main/ports/read-model.ts';
import type { Directory } from './directory.ts';
import { allOf, type Condition, visibleFindings } from './visibility.ts';

const equals = (column: string, value: string | undefined): readonly Condition[] =>
  value === undefined ? [] : [{ sql: `finding.${column} = @${column}`, values: { [column]: value } }];

/** null: findings of no site. */
const atSite = (site: string | null | undefined): readonly Condition[] =>
  site === null ? [{ sql: 'finding.site IS NULL', values: {} }] : equals('site', site);

/** The index does not have them: SQLite reads of the findings themselves only those that the rest lets through. */
const ownedBy = (owner: string | undefined): readonly Condition[] =>
  owner === undefined
    ? []
    : [
        {
          sql: 'coalesce(finding.assigned_to, finding.acknowledged_by) COLLATE NOCASE IN (@owner, @spoken)',
          values: { owner, spoken: ownNames(owner).at(-1) ?? owner },
        },
      ];

/** An empty list asks for nothing in particular. */
function oneOf(column: string, list: readonly string[] | undefined): readonly Condition[] {
  if (list === undefined || list.length === 0) return [];
  const values = Object.fromEntries(list.map((value, place) => [`${column}${place}`, value]));
  const names = Object.keys(values).map((name) => `@${name}`);
  return [{ sql: `finding.${column} IN (${names.join(', ')})`, values }];
}

/** Lowest urgency that a status can have (schema/findings.ts): 4 · standing + severity. */
const LEAST_URGENCY: Readonly<Record<FindingStatus, number>> = { NEW: 8, ACKNOWLEDGED: 4, RESOLVED: 0 };
export const LEAST_OPEN_URGENCY = LEAST_URGENCY.ACKNOWLEDGED;

/**
 * Statuses, and with them the end of the feed's index where they lie: what is open is a small part of what there is. No
 * upper bound, because SQLite would take it in the place of the page's own.
 */
function ofStatus(statuses: readonly FindingStatus[] | undefined): readonly Condition[] {
  if (statuses === undefined || statuses.length === 0) return [];
  const least = Math.min(...statuses.map((status) => LEAST_URGENCY[status]));
  return [...oneOf('status', statuses), { sql: 'finding.urgency >= @least', values: { least } }];
}

const LAST_CHARACTER = String.fromCodePoint(0x10ffff);

function ofType(type: string | undefined): readonly Condition[] {
  if (type === undefined) return [];
  if (!type.endsWith('*')) return equals('finding_type', type);
  const prefix = type.slice(0, -1);
  return [
    {
      sql: 'finding.finding_type >= @type_from AND finding.finding_type < @type_to',
      values: { type_from: prefix, type_to: prefix + LAST_CHARACTER },
    },
  ];
}

function detected({ since, until }: FindingFilter): readonly Condition[] {
  return [
    ...(since === undefined ? [] : [{ sql: 'finding.detected_at >= @since', values: { since } }]),
    ...(until === undefined ? [] : [{ sql: 'finding.detected_at < @until', values: { until } }]),
  ];
}

function shelved(wanted: boolean | undefined, at: number): readonly Condition[] {
  if (wanted === undefined) return [];
  return [{ sql: `coalesce(finding.shelved_until, 0) ${wanted ? '>' : '<='} @now`, values: { now: at } }];
}

/** `word` anywhere, with what LIKE would read as a pattern taken literally. */
const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Every word must occur in a text of the finding or in its site's name. */
function words(text: string | undefined, directory: Directory): readonly Condition[] {
  const wanted = (text ?? '').split(/\s+/).filter((word) => word !== '');
  return wanted.map((word, place): Condition => {
    const inText = `finding.search LIKE @word${place} ESCAPE '\\'`;
    const sites = directory.codesNamed(word);
    const values = { [`word${place}`]: containing(word) };
    if (sites.length === 0) return { sql: inText, values };
    return {
      sql: `(finding.site IN (SELECT value FROM json_each(@sites${place})) OR ${inText})`,
      values: { ...values, [`sites${place}`]: JSON.stringify(sites) },
    };
  });
}

/** Whoever looks at some sites only must still see a call for help that nobody can place. */
const among = (sites: readonly string[] | undefined): readonly Condition[] =>
  sites === undefined
    ? []
    : [
        {
          sql: '(finding.site IS NULL OR finding.site IN (SELECT value FROM json_each(@among)))',
          values: { among: JSON.stringify(sites) },
        },
      ];

/** Which findings a question is about; the table is called `finding`. */
export function conditionOf(
  { scope, filter, at, among: sites }: FindingQuestion,
  directory: Directory,
): Condition {
  return allOf([
    ...(scope === 'all' ? [] : [visibleFindings(scope, 'finding')]),
    ...equals('tenant', filter.tenant),
    ...equals('client', filter.client),
    ...atSite(filter.site),
    ...ofType(filter.type),
    ...equals('category', filter.category),
    ...oneOf('severity', filter.severity),
    ...ofStatus(filter.status),
    ...equals('condition', filter.condition),
    ...shelved(filter.shelved, at),
    ...detected(filter),
    ...(filter.roots ? [{ sql: 'finding.parent_id IS NULL', values: {} }] : []),
    ...words(filter.text, directory),
    ...ownedBy(filter.owner),
    ...among(sites),
  ]);
}

/** True when nothing but the span of detected_at narrows the question. */
export const onlyDetected = ({ scope, filter }: FindingQuestion): boolean =>
  scope === 'all' &&
  Object.entries(filter).every(
    ([field, value]) => field === 'since' || field === 'until' || value === undefined,
  );
