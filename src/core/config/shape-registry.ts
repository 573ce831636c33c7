import { z } from 'zod';
import type { FieldShape } from '#core/model/field-shape.ts';

/** What the leaves of the schema say of themselves, so that a screen asks for exactly what a file may hold. */
export const shapes = z.registry<FieldShape>();

/** One of several forms, and the field by which it is known; null for what has no such field. */
export type LookedForm = { readonly name: string; readonly sign: string | null; readonly schema: z.ZodType };

/** The forms of the values that are told apart by a look at them. */
export const looks = new WeakMap<z.core.$ZodType, readonly LookedForm[]>();
