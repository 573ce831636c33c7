/** A mapping as it is written; what is in it is checked by the engine, which owns its words. */
export type Mapping = Readonly<Record<string, unknown>>;

/** What fills a field of an event: a column, or the same text in every row. */
export type Filling = { readonly column: string } | { readonly text: string };

/** The fields that a table can fill, in the order in which people look for them. */
export const FIELDS = [
  'site',
  'person',
  'device',
  'tour',
  'run',
  'checkpoint',
  'status',
  'task',
  'kind',
  'lat',
  'lon',
  'accuracy',
  'battery',
  'metric',
  'value',
  'severity',
  'alert_type',
  'message',
  'id',
] as const;

const isObject = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textAt = (value: unknown, name: string): string => {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
};

/** The fields of a mapping with what fills each. */
export const fillingsOf = ({ fields }: Mapping): Readonly<Record<string, unknown>> =>
  isObject(fields) ? fields : {};

/** The mapping with a field that is filled by a column or a text; null: that is not filled at all. */
export function withFilling(mapping: Mapping, field: string, filling: Filling | null): Mapping {
  const { [field]: before, ...others } = fillingsOf(mapping);
  if (filling === null) return { ...mapping, fields: others };
  const words =
    'column' in filling && isObject(before) && before.words !== undefined ? { words: before.words } : {};
  return { ...mapping, fields: { ...others, [field]: { ...filling, ...words } } };
}

/** The words that stand for others in a column, one `word = meaning` a line. */
export const wordsText = (filling: unknown): string =>
  isObject(filling) && isObject(filling.words)
    ? Object.entries(filling.words)
        .map(([word, meaning]) => `${word} = ${String(meaning)}`)
        .join('\n')
    : '';

/** The mapping with other words for a column. */
export function withWords(mapping: Mapping, field: string, text: string): Mapping {
  const filling = fillingsOf(mapping)[field];
  if (!isObject(filling)) return mapping;
  const { words: _, ...rest } = filling;
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at === -1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
  });
  const words = pairs.length === 0 ? {} : { words: Object.fromEntries(pairs) };
  return { ...mapping, fields: { ...fillingsOf(mapping), [field]: { ...rest, ...words } } };
}

/** The columns that a mapping names. */
export function columnsOf({ type, time, fields }: Mapping): readonly string[] {
  const fillings = isObject(fields) ? Object.values(fields) : [];
  const named = [textAt(type, 'column'), ...['column', 'date', 'time'].map((name) => textAt(time, name))];
  return [...named, ...fillings.map((filling) => textAt(filling, 'column'))].filter(
    (column) => column !== '',
  );
}

/** Whether a table with these columns has all that the mapping names. */
export function fitting(mapping: Mapping, columns: readonly string[]): boolean {
  const heads = new Set(columns.map((column) => column.trim().toLowerCase()));
  return columnsOf(mapping).every((column) => heads.has(column.trim().toLowerCase()));
}
