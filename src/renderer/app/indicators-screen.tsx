import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Indicators } from '#renderer/features/indicators/index.ts';
import type { Stores } from './stores.ts';
import { goToWhatIf } from './what-if.ts';

/** The indicators, in the time of the installation unless another is chosen. */
export function IndicatorsScreen({ stores }: { readonly stores: Stores }) {
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const sites = useStore(stores.fleet, (state) => state.sites);
  const desks = useStore(stores.desks, (state) => state.state?.desks);
  const types = useStore(stores.feed, (state) => state.types);
  const places = useMemo(() => ({ sites: sites ?? [], desks: desks ?? [], types }), [sites, desks, types]);
  return (
    <Indicators
      store={stores.indicators}
      behind={stores.behind}
      review={stores.review}
      offenders={stores.offenders}
      onTry={(site, change, days) => {
        stores.whatIf.getState().propose(site, change, days);
        goToWhatIf(stores);
      }}
      zone={zone}
      places={places}
      onOpen={stores.openFinding}
      onAmend={(ids) => stores.workflow.getState().ask('amend', ids)}
    />
  );
}
