import type { FieldShape } from '#core/model/field-shape.ts';

export type EditorProps<Shape = FieldShape> = {
  readonly shape: Shape;
  /** Where the value stands in the document: problems are told by it. */
  readonly path: string;
  /** What the value is called. */
  readonly label: string;
  /** undefined: not set. */
  readonly value: unknown;
  readonly required: boolean;
  /** undefined takes an optional value away. */
  readonly onChange: (value: unknown) => void;
};
