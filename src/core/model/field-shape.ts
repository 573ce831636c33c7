/** The form that a value of the configuration has, as the schema of the files knows it: what a screen needs to ask for it. */
export type FieldShape =
  | { readonly kind: 'text'; readonly as: TextForm; readonly longest: number | null }
  | { readonly kind: 'number'; readonly whole: boolean; readonly least: number; readonly most: number }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] }
  /** A list of plain words, none of them twice. */
  | { readonly kind: 'words'; readonly of: FieldShape }
  | { readonly kind: 'record'; readonly fields: readonly ShapeField[] }
  | { readonly kind: 'list'; readonly of: FieldShape }
  /** Values of one form by name. */
  | { readonly kind: 'map'; readonly key: FieldShape; readonly of: FieldShape }
  /** One of several forms, told apart by a field that only it has; the last has none. */
  | { readonly kind: 'forms'; readonly forms: readonly ShapeForm[] }
  /** A circle around the site, or a GeoJSON geometry. */
  | { readonly kind: 'geofence' };

/** What a text means, for the screen that asks for it. */
export type TextForm = 'text' | 'code' | 'signal' | 'metric' | 'clock' | 'zone' | 'date' | 'moment';

export type ShapeField = { readonly name: string; readonly shape: FieldShape; readonly required: boolean };
export type ShapeForm = {
  readonly name: string;
  readonly sign: string | null;
  readonly shape: FieldShape;
};

/** One field of a tenant, client or site. */
export type SettingField = {
  /** Where it stands in the document: `audit.sensitivity`, `tours`. */
  readonly path: string;
  readonly section: string;
  /** What its number counts. */
  readonly unit: 'minutes' | 'hours' | null;
  /** Whether tenants and clients have it too. */
  readonly shared: boolean;
  /** Whether a document may be without it. */
  readonly clearable: boolean;
  readonly shape: FieldShape;
};
