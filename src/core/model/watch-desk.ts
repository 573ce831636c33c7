import type { ClientCode } from './actor.ts';
import type { EpochMs } from './time.ts';

/** Which sites a desk watches: whole tenants and clients, groups of sites, and single sites, by their codes. */
export type DeskPlaces = {
  readonly tenants: readonly string[];
  readonly clients: readonly ClientCode[];
  readonly groups: readonly { readonly tenant: string; readonly group: string }[];
  readonly sites: readonly string[];
};

/** A part of the sites whose alarms one person answers at a time. */
export type WatchDesk = {
  readonly code: string;
  readonly name: string;
  readonly places: DeskPlaces;
  /** Accounts that hold it by signing in; none named: any operator who sees all of its sites. */
  readonly holders: readonly string[];
};

/** By what somebody came to hold a desk. */
export const DESK_WAYS = ['SIGN_IN', 'TAKEN', 'HAND_OVER'] as const;
export type DeskWay = (typeof DESK_WAYS)[number];

/** Who holds a desk. It is attended only while that person has a screen open. */
export type DeskHolding = {
  readonly desk: string;
  readonly holder: string;
  readonly since: EpochMs;
  readonly way: DeskWay;
};

/** Desks that somebody offers to a colleague, until that one accepts. */
export type DeskHandover = {
  readonly id: string;
  readonly desks: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly at: EpochMs;
};
