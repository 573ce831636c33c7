import { randomUUID } from 'node:crypto';
import type { RandomId } from '#main/ports/random.ts';

/** Identifiers of 122 random bits from the operating system. */
export const randomId: RandomId = () => randomUUID();
