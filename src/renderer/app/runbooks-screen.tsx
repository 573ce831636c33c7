import { useStore } from 'zustand';
import { Runbooks } from '#renderer/features/runbooks/index.ts';
import type { Stores } from './stores.ts';

/** The runbooks, and what this person may do with them. */
export function RunbooksScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const may = useStore(stores.session, (state) => state.may);
  return (
    <Runbooks
      store={stores.runbooks}
      zone={zone}
      mayEdit={may('runbooks.save')}
      mayStand={may('runbooks.retire')}
      mayJudge={may('runbooks.effect')}
    />
  );
}
