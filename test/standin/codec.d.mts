/** Structured clones as JSON text; the same source runs in Node and in the page. */
export function makeCodec(): { enc(value: unknown): string; dec(text: string): unknown };
