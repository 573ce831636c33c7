/** A stored event's key as evidence names it. */
export const eventId = (event: { readonly key: number }): string => event.key.toString(36);
