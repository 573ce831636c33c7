import { useStore } from 'zustand';
import { SiteMap } from '#renderer/features/map/index.ts';
import { SITE_MAP } from '#renderer/words/map.ts';
import type { Stores } from './stores.ts';

type SitePageMapProps = { readonly stores: Stores; readonly site: string };

/** The map of a site for its page, once it is known who looks: that is written down. */
export function SitePageMap({ stores, site }: SitePageMapProps) {
  const person = useStore(stores.engine, (state) => state.person);
  if (person === undefined) return null;
  if (person === null) return <p>{SITE_MAP.hidden}</p>;
  return <SiteMap key={site} store={stores.map} archive={stores.archive} site={site} />;
}
