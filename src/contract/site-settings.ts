import { z } from 'zod';
import type { SettingField } from '#core/model/field-shape.ts';
import { ScopeTarget } from './configuration.ts';

const Held = z.object({ value: z.unknown(), from: z.enum(['DEFAULT', 'TENANT', 'CLIENT', 'SITE']) });

/** One tenant, client or site with every field: what is written there, what holds, and what would hold without it. */
export const ScopeSettings = z.object({
  target: ScopeTarget,
  name: z.string(),
  /** Of the whole configuration, when this was read: an edit says that it was made on it. */
  version: z.number().int(),
  /** Who changed this scope last, and when. */
  changed: z.object({ version: z.number().int(), at: z.number().int(), actor: z.string() }).nullable(),
  /** Codes from the tenant down to the scope itself. */
  tenant: z.string(),
  client: z.string().nullable(),
  timezone: z.string().nullable(),
  location: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  /** Sites at or below it. */
  sites: z.number().int(),
  /** Built-in signals and the custom metrics that are known here. */
  signals: z.array(z.string()),
  fields: z.array(z.object({ path: z.string(), own: z.unknown(), holds: Held, above: Held })),
});
export type ScopeSettings = z.output<typeof ScopeSettings>;

export const siteSettingsMethods = {
  /** Every field that can be set, in the order of the form, with its form and range as files have them. */
  'settings.fields': {
    kind: 'query',
    input: z.object({}),
    output: z.array(z.custom<SettingField>((value) => typeof value === 'object' && value !== null)),
  },
  'settings.scope': { kind: 'query', input: z.object({ target: ScopeTarget }), output: ScopeSettings },
} as const;
