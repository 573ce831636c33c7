import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { MayProvider } from '#renderer/api/permitted.tsx';
import { RequestDialog } from '#renderer/features/actions/index.ts';
import { Baselines } from '#renderer/features/baselines/index.ts';
import { CaseDialogs, ExportDialog } from '#renderer/features/bundles/index.ts';
import { Desk, OwnedNote } from '#renderer/features/desk/index.ts';
import { DeskBanner, DesksDialog } from '#renderer/features/desks/index.ts';
import { Duty } from '#renderer/features/duty/index.ts';
import { EnginePage, PersonDialog, RemarkBanner, TroubleBanner } from '#renderer/features/engine/index.ts';
import { SitePlanDialog } from '#renderer/features/map/index.ts';
import { NoticeBanners, NoticeTroubles, SoundSettings } from '#renderer/features/notices/index.ts';
import { AccountsDialog, SeatDialog } from '#renderer/features/people/index.ts';
import { WhatIfPage } from '#renderer/features/what-if/index.ts';
import { Workflow } from '#renderer/features/workflow/index.ts';
import { LinkBanner, WorkstationsDialog } from '#renderer/features/workstations/index.ts';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { ScreenClock } from '#renderer/ui/clock.tsx';
import { ClockProvider, useNow } from '#renderer/ui/clock.tsx';
import { DensityProvider } from '#renderer/ui/density.tsx';
import { FailedState } from '#renderer/ui/states.tsx';
import { writeHours } from '#renderer/ui/time.ts';
import { aboutWords } from '#renderer/words/about.ts';
import { appWords, lifeWords, screenWords } from '#renderer/words/app.ts';
import { AboutDialog } from './about-dialog.tsx';
import { ActionsScreen } from './actions-screen.tsx';
import styles from './app.module.css';
import { BundlesScreen } from './bundles-screen.tsx';
import { CheckupsScreen } from './checkups-screen.tsx';
import { createCommands, siteCommands } from './commands/index.ts';
import { ConfigurationScreen } from './configuration-screen.tsx';
import { ConnectorsScreen, QuarantineScreen } from './connector-screens.tsx';
import { askToHandOver, ownerHere } from './desk.ts';
import { showDesk } from './desks.ts';
import { FeedScreen } from './feed-screen.tsx';
import { describeFinding } from './finding-type.ts';
import { FleetScreen } from './fleet-screen.tsx';
import { Flood } from './flood.tsx';
import { Footer } from './footer.tsx';
import { ImportScreen } from './import-screen.tsx';
import { IndicatorsScreen } from './indicators-screen.tsx';
import { KeepingScreen } from './keeping-screen.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { goTo, land } from './landing.ts';
import { MaintenanceScreen } from './maintenance-screen.tsx';
import { MapScreen } from './map-screen.tsx';
import { Palette } from './palette.tsx';
import { ReportsScreen } from './reports-screen.tsx';
import { RolloutScreen } from './rollout-screen.tsx';
import { RunbooksScreen } from './runbooks-screen.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import type { Stores } from './stores.ts';
import { TopBar } from './top-bar.tsx';
import { TrailScreen } from './trail-screen.tsx';
import { useBrought, useFileDrop } from './use-file-drop.ts';
import { useKeys } from './use-keys.ts';
import { useTheme } from './use-theme.ts';
import type { Screen } from './view-store.ts';

function BaselinesScreen({ stores }: { readonly stores: Stores }) {
  const { baselines, learning, fleet, engine, openFinding } = stores;
  const sites = useStore(fleet, (state) => state.sites);
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  return (
    <Baselines
      store={baselines}
      learning={learning}
      sites={sites}
      zone={zone}
      onOpenFinding={openFinding}
      onImport={() => goTo(stores, 'import')}
    />
  );
}

function EngineScreen({ stores }: { readonly stores: Stores }) {
  const { enginePage, engine, doctor, updates } = stores;
  return <EnginePage store={enginePage} engine={engine} doctor={doctor} updates={updates} />;
}

function WhatIfScreen({ stores }: { readonly stores: Stores }) {
  const { whatIf, fleet, engine, openFinding } = stores;
  const sites = useStore(fleet, (state) => state.sites);
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  return <WhatIfPage store={whatIf} sites={sites} zone={zone} onOpenFinding={openFinding} />;
}

/** What each screen shows; those without a tab in the top bar are found in the palette. */
const SCREENS: Readonly<Record<Screen, (props: { readonly stores: Stores }) => ReactNode>> = {
  feed: FeedScreen,
  fleet: FleetScreen,
  map: MapScreen,
  baselines: BaselinesScreen,
  engine: EngineScreen,
  'what-if': WhatIfScreen,
  connectors: ConnectorsScreen,
  quarantine: QuarantineScreen,
  configuration: ConfigurationScreen,
  maintenance: MaintenanceScreen,
  import: ImportScreen,
  runbooks: RunbooksScreen,
  actions: ActionsScreen,
  reports: ReportsScreen,
  indicators: IndicatorsScreen,
  bundles: BundlesScreen,
  checkups: CheckupsScreen,
  keeping: KeepingScreen,
  rollout: RolloutScreen,
  trail: TrailScreen,
};

/** How many alarms nobody has acknowledged, in the title of the window and on the icon of the page where there is one. */
function useTitle({ notices }: Stores): void {
  const alarms = useStore(notices, (state) => state.open?.count ?? 0);
  useEffect(() => {
    document.title = appWords.titled(alarms);
    // In Electron the host does it. Only an installed page has an icon: elsewhere this is refused.
    if (window.vigil === undefined && 'setAppBadge' in navigator)
      navigator.setAppBadge(alarms).catch(() => {});
  }, [alarms]);
}

/** Asks once who sits here, as soon as it is known that nobody has said so. */
function useIntroduction({ engine, view }: Stores): void {
  const person = useStore(engine, (state) => state.person);
  useEffect(() => {
    if (person === null) view.getState().open('person');
  }, [person, view]);
}

function Dialogs({ stores }: { readonly stores: Stores }) {
  const { view, engine, workflow, desk, fleet, notices } = stores;
  const { dialog, close } = useStore(view);
  const sites = useStore(fleet, (state) => state.sites);
  const zone = useStore(engine, (state) => state.status?.timezone ?? 'UTC');
  const session = useStore(stores.session, (state) => state.session);
  const person = useStore(engine, (state) => state.person ?? null);
  const describe = (id: string) => describeFinding(stores, id);
  const commands = useMemo(() => createCommands(stores), [stores]);
  const toScreen = useMemo(() => () => land(stores), [stores]);
  useKeys(commands, toScreen);
  /** A change of the clock draws everything anew: what had the keys before is gone. */
  const closeSettings = () => {
    close();
    toScreen();
  };
  const everything = useMemo(() => () => [...commands, ...siteCommands(stores)], [commands, stores]);
  const handOver = () => {
    close();
    askToHandOver(stores, []);
  };
  const owned = useStore(desk, (state) => state.owned?.total ?? 0);
  const leaving = <OwnedNote store={desk} owner={ownerHere({ session, person })} onHandOver={handOver} />;
  return (
    <>
      <Workflow store={workflow} describe={describe} sites={sites ?? []} />
      <Desk
        store={desk}
        describe={describe}
        zone={zone}
        me={session?.account ?? person}
        names={session?.accounts === true ? session.names : []}
      />
      <Duty store={stores.duty} />
      <ActionRequest stores={stores} />
      <ExportDialog store={stores.bundles} />
      <CaseDialogs store={stores.cases} />
      <SitePlanDialog store={stores.map} archive={stores.archive} />
      {session?.accounts === true ? (
        <SeatDialog
          store={stores.session}
          open={dialog === 'person'}
          onClose={close}
          leaving={leaving}
          owned={owned}
        />
      ) : (
        <PersonDialog store={engine} open={dialog === 'person'} onClose={close} leaving={leaving} />
      )}
      <DesksDialog
        store={stores.desks}
        open={dialog === 'desks'}
        onClose={close}
        tenants={[...new Set((sites ?? []).map(({ tenant }) => tenant))]}
        zone={zone}
        signsIn={session?.accounts === true}
        mayChange={session?.accounts === true && stores.session.getState().may('desks.save')}
      />
      <AccountsDialog store={stores.accounts} open={dialog === 'accounts'} onClose={close} />
      <Workstations stores={stores} />
      <AboutDialog engine={stores.engine} open={dialog === 'about'} onClose={close} />
      <SettingsDialog store={view} open={dialog === 'settings'} onClose={closeSettings}>
        <SoundSettings store={notices} />
        <Button kind="quiet" onClick={() => view.getState().open('about')}>
          {aboutWords.title}
        </Button>
      </SettingsDialog>
      <KeysDialog open={dialog === 'keys'} commands={commands} onClose={close} />
      <Palette open={dialog === 'palette'} commands={everything} onClose={close} />
    </>
  );
}

/** What is to be done outside about a finding, while it is being asked for. */
function ActionRequest({ stores }: { readonly stores: Stores }) {
  const about = useStore(stores.actions, (state) => state.about);
  if (about === null) return null;
  return (
    <RequestDialog key={about.finding} store={stores.actions} onAsked={stores.workflow.getState().say} />
  );
}

/** Who else works with this engine, or whose engine this workstation works with. */
function Workstations({ stores }: { readonly stores: Stores }) {
  const { dialog, close } = useStore(stores.view);
  const { session, may } = useStore(stores.session);
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  return (
    <WorkstationsDialog
      link={stores.link}
      lan={stores.lan}
      zone={zone}
      mayHost={may('lan.configure')}
      mayAttach={may('link.attach')}
      hasAccounts={session?.accounts === true}
      open={dialog === 'workstations'}
      onClose={close}
    />
  );
}

/** What keeps the screen from being as new as it looks: the way to the engine, or else the engine. */
function Connection({ stores }: { readonly stores: Stores }) {
  const hasLost = useStore(stores.link, ({ link }) => link != null && link.state !== 'CONNECTED');
  const status = useStore(stores.engine, (state) => state.status);
  const now = useNow();
  return (
    <>
      <LinkBanner store={stores.link} now={now} zone={status?.timezone ?? 'UTC'} heardAt={status?.now} />
      {!hasLost && <TroubleBanner store={stores.engine} />}
    </>
  );
}

const ScreenFailed = ({ screen, onRetry }: { readonly screen: Screen; readonly onRetry: () => void }) => (
  <FailedState
    title={lifeWords.screenFailed(screenWords[screen])}
    reason={lifeWords.othersGoOn}
    onRetry={onRetry}
  />
);

export type AppProps = { readonly stores: Stores; readonly clock: ScreenClock };

/** The frame around the screens. */
export function App({ stores, clock }: AppProps) {
  const { screen, theme, density, hours } = useStore(stores.view);
  const Shown = SCREENS[screen];
  const zone = useStore(stores.engine, (state) => state.status?.timezone ?? 'UTC');
  const may = useStore(stores.session, (state) => state.may);
  useStore(stores.session, (state) => state.session?.may); // drawn anew when that changes
  writeHours(hours);
  useTheme(theme);
  useTitle(stores);
  useIntroduction(stores);
  useFileDrop(stores);
  useBrought(stores);
  useEffect(() => stores.start(), [stores]);
  return (
    <CSPProvider disableStyleElements>
      <ClockProvider clock={clock}>
        <MayProvider may={may}>
          <Tooltip.Provider delay={500}>
            <DensityProvider density={density}>
              <div key={hours} className={styles.frame} data-density={density}>
                <div>
                  <TopBar stores={stores} />
                  <Connection stores={stores} />
                  <RemarkBanner store={stores.engine} />
                  <DeskBanner store={stores.desks} onShow={(desk) => showDesk(stores, desk)} />
                  <NoticeTroubles store={stores.notices} zone={zone} />
                </div>
                <main className={styles.main} id="screen" tabIndex={-1}>
                  <Boundary
                    key={screen}
                    fallback={(again) => <ScreenFailed screen={screen} onRetry={again} />}
                  >
                    <Shown stores={stores} />
                  </Boundary>
                </main>
                <div className={styles.foot}>
                  <Footer stores={stores} />
                  <Flood stores={stores} />
                </div>
              </div>
            </DensityProvider>
            <NoticeBanners
              store={stores.notices}
              onOpen={(id) => (id === null ? stores.view.getState().go('feed') : stores.openFinding(id))}
            />
            <Dialogs stores={stores} />
          </Tooltip.Provider>
        </MayProvider>
      </ClockProvider>
    </CSPProvider>
  );
}
