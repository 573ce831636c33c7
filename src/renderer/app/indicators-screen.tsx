import { useStore } from 'zustand';
import { Indicators } from '#renderer/features/indicators/index.ts';
import type { Stores } from './stores.ts';

/** The indicators, in the time of the installation. */
export function IndicatorsScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return (
    <Indicators
      store={stores.indicators}
      behind={stores.behind}
      zone={zone}
      onOpen={stores.openFinding}
      onAmend={(ids) => stores.workflow.getState().ask('amend', ids)}
    />
  );
}
