/** The text of a configuration file. The writer of YAML is loaded when it is first needed: no start pays for it. */
export async function writeText(value: unknown, format: 'yaml' | 'json'): Promise<string> {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  const { toYaml } = await import('./yaml-text.ts');
  return toYaml(value);
}
