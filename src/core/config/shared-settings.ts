import { createSharing, rememberByPart } from '#core/kit/shared.ts';
import type { AuditConfig } from '#core/model/audit-config.ts';
import type { Site, Tour } from '#core/model/site.ts';
import { DEFAULT_CHECKPOINT_RADIUS_M, DEFAULT_TOUR_GRACE_MINUTES } from './defaults.ts';
import type { SiteDocument, TourDocument } from './document.ts';
import { clientOf, type ScopeRecord, tenantOf } from './records.ts';
import { effectiveAudit, effectiveHolidays } from './scopes.ts';

/** A site's document between those that it inherits from. */
export type Scopes = {
  readonly tenant: ScopeRecord;
  readonly client: ScopeRecord;
  readonly site: SiteDocument & { readonly timezone: string };
};

/** The settings of sites, worked out once for all that are set up alike: what is equal is one object. */
export type SharedSettings = {
  readonly audit: (scopes: Scopes) => AuditConfig;
  readonly holidays: (scopes: Scopes) => Site['holidays'];
  readonly tours: (documents: readonly TourDocument[]) => readonly Tour[];
};

export function createSharedSettings(): SharedSettings {
  const shared = createSharing();
  const ofClient = <Result extends object>(
    said: (site: Scopes['site']) => object | undefined,
    merge: (
      tenant: ReturnType<typeof tenantOf>,
      client: ReturnType<typeof clientOf>,
      site: Scopes['site'],
    ) => Result,
  ) =>
    rememberByPart(
      ({ tenant, client, site }: Scopes) => shared(merge(tenantOf(tenant), clientOf(client), site)),
      ({ site }) => said(site),
      ({ client, site }) => `${client.id} ${site.timezone}`,
    );
  return {
    audit: ofClient(({ audit }) => audit, effectiveAudit),
    holidays: ofClient(({ holidays }) => holidays, effectiveHolidays),
    tours: rememberByPart(
      (documents: readonly TourDocument[]) =>
        documents.map((document) => buildTour(document, shared(document.starts))),
      (documents) => documents,
    ),
  };
}

const buildTour = (
  { code, name, checkpoints = [], ...tour }: TourDocument,
  starts: Tour['starts'],
): Tour => ({
  code,
  name: name ?? code,
  mandatory: tour.mandatory ?? true,
  starts,
  duration_minutes: tour.duration_minutes,
  grace_minutes: tour.grace_minutes ?? DEFAULT_TOUR_GRACE_MINUTES,
  checkpoints: checkpoints.map(({ code: checkpoint, name: label, lat, lon, radius_m }) => ({
    code: checkpoint,
    name: label ?? checkpoint,
    lat,
    lon,
    radius_m: radius_m ?? DEFAULT_CHECKPOINT_RADIUS_M,
  })),
});
