import { canonicalJson } from '#core/kit/hash.ts';
import { sameValue } from './same-value.ts';

/** One field that an import changes. Texts as people read them; null: it is not there. */
export type FieldChange = {
  readonly field: string;
  readonly old: string | null;
  readonly new: string | null;
};

const LONGEST_VALUE = 200;

/** Which fields differ, with both values: `audit.sensitivity`, `people[G-101].phone`, `tours[T-1]`. */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  return changesBelow('', before, after);
}

function changesBelow(field: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (sameValue(before, after)) return [];
  const [old, fresh] = [namedParts(before), namedParts(after)];
  if (old === null || fresh === null || old.kind !== fresh.kind)
    return [{ field, old: shown(before), new: shown(after) }];
  const names = new Set([...old.parts.keys(), ...fresh.parts.keys()]);
  const inside = [...names].flatMap((name) =>
    changesBelow(fieldName(field, name, old.kind), old.parts.get(name), fresh.parts.get(name)),
  );
  // The same entries in another order: a route is another one.
  return inside.length > 0 ? inside : [{ field, old: orderOf(old), new: orderOf(fresh) }];
}

const orderOf = ({ parts }: Parts): string => [...parts.keys()].join(', ');

const fieldName = (outer: string, name: string, kind: Parts['kind']): string =>
  kind === 'list' ? `${outer}[${name}]` : outer === '' ? name : `${outer}.${name}`;

type Parts = { readonly kind: 'object' | 'list'; readonly parts: ReadonlyMap<string, unknown> };

/** An object's fields, or a list's entries by their code or name where each has one of its own; null for what is compared whole. */
function namedParts(value: unknown): Parts | null {
  if (value === null || typeof value !== 'object') return null;
  if (!Array.isArray(value)) return { kind: 'object', parts: new Map(Object.entries(value)) };
  const parts = new Map<string, unknown>();
  for (const entry of value) {
    const name = entryName(entry);
    if (name === null || parts.has(name)) return null;
    parts.set(name, entry);
  }
  return { kind: 'list', parts };
}

function entryName(entry: unknown): string | null {
  if (entry === null || typeof entry !== 'object') return null;
  const name: unknown = Reflect.get(entry, 'code') ?? Reflect.get(entry, 'name');
  return typeof name === 'string' ? name : null;
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
