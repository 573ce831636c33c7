import { useStore } from 'zustand';
import { Actions } from '#renderer/features/actions/index.ts';
import type { Stores } from './stores.ts';

/** What Vigil does outside of itself, and what this person may do about it. */
export function ActionsScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const person = useStore(stores.engine, (state) => state.person ?? null);
  const openReport = (id: string) => {
    stores.view.getState().go('reports');
    void stores.reports.getState().show(id);
  };
  return (
    <Actions
      store={stores.actions}
      me={person ?? ''}
      zone={zone}
      onFinding={stores.openFinding}
      onReport={openReport}
    />
  );
}
