import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import type { DocumentPath } from './problem.ts';
import { recordKey, type ScopeRecord } from './records.ts';
import { clearAt, setAt } from './set-at.ts';
import { setAudit } from './set-audit.ts';
import { type WrittenFile, type WrittenScope, writtenScopes } from './written.ts';

/** Fields of some tenants, clients or sites with their new values, by path (`audit.sensitivity`, `tours`); null takes the own value away. */
export type SettingChange = {
  readonly targets: readonly Pick<ScopeRecord, 'scope' | 'tenant' | 'code'>[];
  readonly set: Readonly<Record<string, unknown>>;
};

/** The fields that one scope writes; null: taken away. */
type Patch = { readonly record: ScopeRecord; readonly fields: Readonly<Record<string, unknown>> };

/** The key of a target that nothing stored has, or null. */
export function unknownTarget(
  stored: readonly ScopeRecord[],
  changes: readonly SettingChange[],
): SettingChange['targets'][number] | null {
  const keys = new Set(stored.map(recordKey));
  return changes.flatMap(({ targets }) => targets).find((target) => !keys.has(recordKey(target))) ?? null;
}

/** The small document that makes the changes, as a file would. Every target must be stored. */
export function* writeEdit(
  stored: readonly ScopeRecord[],
  changes: readonly SettingChange[],
): Steps<WrittenFile> {
  const byKey = new Map(stored.map((record) => [recordKey(record), record]));
  const patches = new Map<string, Patch>();
  for (const { targets, set } of changes)
    yield* flatMapSteps(targets, (target) => {
      const key = recordKey(target);
      const record = byKey.get(key);
      if (record === undefined) throw new Error(`the configuration has no ${key}`);
      const before = patches.get(key) ?? { record, fields: {} };
      patches.set(key, Object.entries(set).reduce(patchField, before));
      return [];
    });
  return fileOf([...patches.values()]);
}

/** The document that gives every scope the text that is asked for, whatever it says now. */
export function* writeTexts(
  texts: readonly { readonly record: ScopeRecord; readonly document: object }[],
): Steps<WrittenFile> {
  const patches = yield* flatMapSteps(texts, ({ record, document }): readonly Patch[] => {
    const dropped = Object.keys(asObject(record.document)).filter((name) => !Object.hasOwn(document, name));
    const { code: _, ...fields }: Readonly<Record<string, unknown>> = { ...document };
    return [{ record, fields: { ...fields, ...Object.fromEntries(dropped.map((name) => [name, null])) } }];
  });
  return fileOf(patches);
}

/** The scope that a problem's path leads into, with the rest of the path inside it; null where it leads into none. */
export function scopeAt(
  file: WrittenFile,
  path: DocumentPath,
): { readonly scope: WrittenScope; readonly inside: DocumentPath } | null {
  const around = writtenScopes(file).filter(({ path: outer }) =>
    outer.every((part, index) => path[index] === part),
  );
  const scope = around.reduce<WrittenScope | null>(
    (deepest, each) => (deepest === null || each.path.length > deepest.path.length ? each : deepest),
    null,
  );
  return scope === null ? null : { scope, inside: path.slice(scope.path.length) };
}

function patchField({ record, fields }: Patch, [path, value]: [string, unknown]): Patch {
  const [outer = path, ...inner] = path.split('.');
  if (inner.length === 0) return { record, fields: { ...fields, [outer]: value } };
  const own = Object.hasOwn(fields, outer) ? fields[outer] : Reflect.get(asObject(record.document), outer);
  const changed =
    outer === 'audit'
      ? setAudit(own, inner, value)
      : value === null
        ? clearAt(own, inner)
        : setAt(own, inner, value);
  return { record, fields: { ...fields, [outer]: changed ?? null } };
}

/** Tenants with their clients and those with their sites; what is only on the way has nothing but its code. */
function fileOf(patches: readonly Patch[]): WrittenFile {
  const byKey = new Map(patches.map(({ record, fields }) => [recordKey(record), fields]));
  const fieldsOf = (scope: ScopeRecord['scope'], tenant: string, code: string) =>
    byKey.get(recordKey({ scope, tenant, code })) ?? {};
  const byTenant = Map.groupBy(patches, ({ record }) => record.tenant);
  const tenants = [...byTenant].map(([tenant, inTenant]) => {
    const below = inTenant.filter(({ record }) => record.scope !== 'TENANT');
    const byClient = Map.groupBy(below, ({ record }) =>
      record.scope === 'CLIENT' ? record.code : (record.parent ?? ''),
    );
    const clients = [...byClient].map(([client, inClient]) => ({
      ...fieldsOf('CLIENT', tenant, client),
      code: client,
      sites: inClient
        .filter(({ record }) => record.scope === 'SITE')
        .map(({ record, fields }) => ({ ...fields, code: record.code })),
    }));
    return { ...fieldsOf('TENANT', tenant, tenant), code: tenant, clients };
  });
  return { name: 'edit', document: { version: 1, tenants }, columns: null };
}

const asObject = (value: unknown): object => (value !== null && typeof value === 'object' ? value : {});
