import type { WeeklyWindow } from './audit-config.ts';

/** Who is told next while nobody acknowledges: so many minutes after the role at which it began. */
export type ChainStep = { readonly role: string; readonly after_minutes: number };

/** What an administrator has set up for a role that findings are passed on to. */
export type EscalationRole = {
  readonly role: string;
  /** After the role itself, in ascending minutes; no role twice. */
  readonly chain: readonly ChainStep[];
  /** How often whoever was told last is told again, until somebody acknowledges; null: once. */
  readonly again_minutes: number | null;
  /** When the role is not told, in the installation's time zone; what waited is told when they end. */
  readonly quiet_hours: readonly WeeklyWindow[];
};
