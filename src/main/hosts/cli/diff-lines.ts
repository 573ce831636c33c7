import type { ConfigurationDiff } from '#contract/configuration.ts';
import { plain } from './output.ts';

const SIGNS = { added: '+', changed: '~', unchanged: '=', missing: '?', deactivated: '-' } as const;

/** What a change of the configuration does, a line for each scope and field; nothing of what stays as it is. */
export const diffLines = (entries: ConfigurationDiff['entries']): readonly string[] =>
  entries
    .filter(({ change }) => change !== 'unchanged')
    .flatMap((entry) => [
      `${SIGNS[entry.change]} ${entry.scope.toLowerCase()} ${entry.code} ${entry.change}`,
      ...entry.fields.map((field) =>
        plain(`    ${field.field}: ${field.old ?? 'unset'} → ${field.new ?? 'unset'}`),
      ),
    ]);
