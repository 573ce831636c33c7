import type { FieldShape, ShapeForm } from '#core/model/field-shape.ts';
import type { LatLon } from '#core/model/site.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value that is an object; none of any other. */
export const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};

export const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A first value of a form, for a field or entry that somebody adds. */
export function emptyOf(shape: FieldShape): unknown {
  switch (shape.kind) {
    case 'text':
      return '';
    case 'number':
      return shape.least;
    case 'yes-no':
      return true;
    case 'one-of':
      return shape.words[0] ?? '';
    case 'words':
    case 'list':
      return [];
    case 'map':
      return {};
    case 'geofence':
      return { radius_m: 100 };
    case 'forms':
      return shape.forms[0] === undefined ? null : emptyOf(shape.forms[0].shape);
    case 'record':
      return Object.fromEntries(
        shape.fields
          .filter(({ required }) => required)
          .map(({ name, shape: inner }) => [name, emptyOf(inner)]),
      );
  }
}

/** A first value that has a place, at this one. */
export const placedAt = (value: unknown, location: LatLon | null): unknown =>
  location !== null && Object.hasOwn(fieldsOf(value), 'lat') ? { ...fieldsOf(value), ...location } : value;

/** Which of several forms a value has. */
export function formOf(forms: readonly ShapeForm[], value: unknown): ShapeForm | undefined {
  const fields = fieldsOf(value);
  const signed = forms.find(({ sign }) => sign !== null && Object.hasOwn(fields, sign));
  if (signed !== undefined) return signed;
  const isObject = value !== null && typeof value === 'object';
  const isFor = ({ shape }: ShapeForm) => (shape.kind === 'record' || shape.kind === 'map') === isObject;
  return forms.find((form) => form.sign === null && isFor(form)) ?? forms[0];
}

/** The value of a number's field: what is no number stays as it was typed, and the engine says what is expected. */
export function numberOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = Number(trimmed.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

/** A copy with another value of a field; without the field when that is undefined. */
export function withField(fields: Fields, name: string, value: unknown): Fields {
  const { [name]: _, ...others } = fields;
  if (value === undefined) return others;
  return Object.hasOwn(fields, name) ? { ...fields, [name]: value } : { ...others, [name]: value };
}
