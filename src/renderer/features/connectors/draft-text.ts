/* What the drafts of servers have in common: everything is text while it is edited. */

const EVERY_TENANT = '*';

/** The tenant as it is chosen; null: every one. */
export const tenantText = (tenant: string | null | undefined): string => tenant ?? EVERY_TENANT;
export const tenantOf = (text: string): string | null => (text === EVERY_TENANT ? null : text);

/** What was typed, or null for nothing. */
export const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Whether a server may be called that; the engine looks closer. */
export const isName = (text: string): boolean => /^[A-Za-z0-9._-]{1,64}$/.test(text.trim());
