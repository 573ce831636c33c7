import { useStore } from 'zustand';
import { CaseContents } from '#renderer/bundle-page/case-contents.tsx';
import { BundleContents } from '#renderer/bundle-page/contents.tsx';
import { Bundles } from '#renderer/features/bundles/index.ts';
import type { Stores } from './stores.ts';

/** Bundles that somebody brought, to read, and cases of bundles. */
export function BundlesScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return (
    <Bundles
      store={stores.bundles}
      cases={stores.cases}
      zone={zone}
      contents={(bundle) =>
        bundle.kind === 'CASE' ? (
          <CaseContents view={bundle.view} seal={bundle.seal} />
        ) : (
          <BundleContents bundle={bundle} />
        )
      }
    />
  );
}
