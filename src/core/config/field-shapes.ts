import { z } from 'zod';
import type { FieldShape, ShapeField } from '#core/model/field-shape.ts';
import { looks, shapes } from './shape-registry.ts';

/** The form that a schema of the configuration accepts. Throws for a schema of which nothing is known. */
export function shapeOf(schema: z.core.$ZodType): FieldShape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodObject) return { kind: 'record', fields: fieldsOf(schema) };
  if (schema instanceof z.ZodArray) return listOf(shapeOf(schema.element));
  if (schema instanceof z.ZodRecord)
    return { kind: 'map', key: shapeOf(schema.keyType), of: shapeOf(schema.valueType) };
  const looked = looks.get(schema);
  if (looked === undefined || looked.length === 0)
    throw new Error(`nothing is known of the form of a ${schema._zod.def.type}`);
  return {
    kind: 'forms',
    forms: looked.map(({ name, sign, schema: form }) => ({ name, sign, shape: shapeOf(form) })),
  };
}

/** The fields of an object, in the order of the schema. */
export const fieldsOf = (schema: z.ZodObject): readonly ShapeField[] =>
  Object.entries(schema.shape).map(([name, field]) => ({
    name,
    shape: shapeOf(field),
    required: !(field instanceof z.ZodOptional),
  }));

/** A list of words is asked for otherwise than a list of records. */
const listOf = (of: FieldShape): FieldShape =>
  of.kind === 'text' || of.kind === 'one-of' ? { kind: 'words', of } : { kind: 'list', of };
