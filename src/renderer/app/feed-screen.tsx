import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { myDesks } from '#renderer/features/desks/index.ts';
import { silentSince } from '#renderer/features/engine/index.ts';
import type { Places } from '#renderer/features/feed/index.ts';
import { Feed } from '#renderer/features/feed/index.ts';
import type { FindingActions } from '#renderer/features/finding/index.ts';
import { FindingPane } from '#renderer/features/finding/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { useMedia } from '#renderer/ui/media.ts';
import { Said } from '#renderer/ui/said.tsx';
import { Split } from '#renderer/ui/split.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { quietWords as words } from '#renderer/words/app.ts';
import { askToAmend } from './amend.ts';
import { goToBaselines } from './baselines.ts';
import { askAboutOne, askToHandOver, deskMenu, ownerHere } from './desk.ts';
import { dutyActions } from './duty.ts';
import { FindingMap } from './finding-map.tsx';
import { goTo } from './landing.ts';
import { askWhetherNormal } from './normal.ts';
import { askToReport } from './report.ts';
import { askToShelve } from './shelve.ts';
import type { Stores } from './stores.ts';

/** What an empty feed says: that somebody looked, and when. */
function Quiet({ stores }: { readonly stores: Stores }) {
  const status = useStore(stores.engine, (state) => state.status);
  if (status === undefined) return <EmptyState title={words.unknown} />;
  if (status.sites === 0)
    return (
      <EmptyState title={words.noSites}>
        <p>{words.noSitesHow}</p>
        <Permitted by="configuration.import">
          <Button kind="primary" onClick={() => goTo(stores, 'import')}>
            {words.import}
          </Button>
        </Permitted>
      </EmptyState>
    );
  const last = status.rounds.reduce((latest, round) => Math.max(latest, round.ran_at), 0);
  if (last === 0) return <EmptyState title={words.waiting(status.sites)} />;
  return (
    <EmptyState title={words.quiet}>
      <p>
        <Said
          text={words.audited}
          sites={words.sites(status.sites_audited)}
          at={<LocalTime at={last} zone={status.timezone} />}
        />
      </p>
    </EmptyState>
  );
}

function usePlaces({ fleet }: Stores): Places {
  const sites = useStore(fleet, (state) => state.sites);
  return useMemo(
    () => ({
      sites: sites ?? [],
      clients: [...new Set((sites ?? []).map((site) => site.client))].sort(),
      tenants: [...new Set((sites ?? []).map((site) => site.tenant))].sort(),
    }),
    [sites],
  );
}

/** Since when what is shown is old; null while the engine answers. */
function useStaleness({ engine }: Stores): number | null {
  const heard = useStore(engine);
  return silentSince(heard, useNow(5_000));
}

const findingActions = (stores: Stores): FindingActions => ({
  onAcknowledge: (id) => void stores.workflow.getState().acknowledge([id]),
  onResolve: (id) => stores.workflow.getState().ask('resolve', [id]),
  onAmend: (id) => askToAmend(stores, [id]),
  onShelve: (id) => askToShelve(stores, [id]),
  onUnshelve: (id) => void stores.workflow.getState().unshelve([id]),
  onOpen: (id) => stores.feed.getState().choose(id),
  onNormal: (id) => askWhetherNormal(stores, [id]),
  onNote: (id) => stores.desk.getState().ask('note', [id]),
  onCall: (id) => askAboutOne(stores, 'call', [id]),
  onArrived: (dispatch) => void stores.desk.getState().arrived(dispatch),
  onCallOff: (dispatch, who) => stores.desk.getState().askToCallOff(dispatch, who),
  onShowSeries: (site, metric, at) => goToBaselines(stores, site, { metric, at }),
});

/** The feed with the chosen finding beside it, or over it where there is no room. */
export function FeedScreen({ stores }: { readonly stores: Stores }) {
  const { feed, views, finding, workflow, desk, view, engine, map } = stores;
  const { divider, covers, moveDivider, cover } = useStore(view);
  const pending = useStore(workflow, (state) => state.pending);
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  const person = useStore(engine, (state) => state.person ?? null);
  const session = useStore(stores.session, (state) => state.session);
  const known = useStore(stores.desks, (state) => state.state);
  const desks = useMemo(() => myDesks({ state: known }), [known]);
  const staleSince = useStaleness(stores);
  const places = usePlaces(stores);
  const isNarrow = useMedia('(width < 1100px)');
  const coverFeed = useCallback(() => cover(true), [cover]);
  const others = useStore(stores.presence, (state) => state.others);
  const hasAccounts = useStore(stores.session, ({ session }) => session?.accounts === true);
  const actions = useMemo(() => findingActions(stores), [stores]);
  const shown = useStore(finding, (state) => state.detail?.finding);
  const moreActions = useMemo(
    () => [...deskMenu(stores), ...(shown === undefined ? [] : dutyActions(stores, shown.id))],
    [stores, shown],
  );
  const list = (
    <Feed
      store={feed}
      views={views}
      me={ownerHere({ session, person })}
      onHandOver={() => askToHandOver(stores, [...feed.getState().selected])}
      myDesks={desks}
      staleSince={staleSince}
      places={places}
      pending={pending}
      watchers={others}
      zone={zone}
      quiet={<Quiet stores={stores} />}
      onOpen={coverFeed}
      onAcknowledge={(ids) => void workflow.getState().acknowledge(ids)}
      onResolve={(ids) => workflow.getState().ask('resolve', ids)}
      onAmend={(ids) => askToAmend(stores, ids)}
      onShelve={(ids) => askToShelve(stores, ids)}
      onUnshelve={(ids) => void workflow.getState().unshelve(ids)}
      onAssign={(ids) => desk.getState().ask('give', ids)}
      onNote={(ids) => desk.getState().ask('note', ids)}
      onReport={() => askToReport(stores)}
    />
  );
  const isFull = useStore(map, (state) => state.full);
  const hasFinding = useStore(finding, (state) => state.id !== null);
  const pane =
    isFull && hasFinding ? (
      <FindingMap stores={stores} zone={zone} isFull />
    ) : (
      <FindingPane
        store={finding}
        actions={actions}
        moreActions={moreActions}
        watchers={hasAccounts ? others : undefined}
        zone={zone}
        map={<FindingMap stores={stores} zone={zone} isFull={false} />}
        {...(isNarrow ? { onBack: () => cover(false) } : {})}
      />
    );
  if (!isNarrow) return <Split percent={divider} onMove={moveDivider} left={list} right={pane} />;
  return covers ? pane : list;
}
