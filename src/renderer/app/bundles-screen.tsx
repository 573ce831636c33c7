import { BundleContents } from '#renderer/bundle-page/contents.tsx';
import { Bundles } from '#renderer/features/bundles/index.ts';
import type { Stores } from './stores.ts';

/** Bundles that somebody brought, to read. */
export const BundlesScreen = ({ stores }: { readonly stores: Stores }) => (
  <Bundles store={stores.bundles} contents={(bundle) => <BundleContents bundle={bundle} />} />
);
