import { stringify } from 'yaml';

/** The value as a YAML document that people can read and change: no aliases, long texts on one line. */
export const toYaml = (value: unknown): string =>
  stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
