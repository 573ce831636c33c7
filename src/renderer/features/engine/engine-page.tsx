import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import frame from '#renderer/ui/page.module.css';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { ENGINE_PAGE } from '#renderer/words/engine-page.ts';
import { DatabaseCard } from './database-card.tsx';
import { DoctorCard } from './doctor-card.tsx';
import type { DoctorStore } from './doctor-store.ts';
import styles from './engine-page.module.css';
import type { EnginePageStore } from './engine-page-store.ts';
import type { EngineStore } from './engine-store.ts';
import { IntakeCard, ProgramCard, RulesCard, ScreenCard, UpkeepCard } from './health-cards.tsx';
import { LoginCard } from './login-card.tsx';
import { DueCard, RoundsCard } from './round-cards.tsx';
import { silentSince } from './staleness.ts';
import { UpdatesCard } from './updates-card.tsx';
import type { UpdatesStore } from './updates-store.ts';
import { WaysInCard } from './ways-in-card.tsx';

export type EnginePageProps = {
  readonly store: EnginePageStore;
  readonly engine: EngineStore;
  readonly doctor: DoctorStore;
  readonly updates: UpdatesStore;
};

function Actions({ store, sites }: { readonly store: EnginePageStore; readonly sites: number }) {
  const { busy, result, auditAll, verify, dismissResult } = useStore(store);
  return (
    <div className={frame.head}>
      <h2>{ENGINE_PAGE.title}</h2>
      <Button
        hint={ENGINE_PAGE.auditHint}
        disabled={busy !== null || sites === 0}
        data-testid="engine-audit"
        onClick={() => void auditAll(sites)}
      >
        {busy === 'audit' ? ENGINE_PAGE.auditing(sites) : ENGINE_PAGE.auditAll(sites)}
      </Button>
      <Permitted by="engine.verify">
        <Button
          hint={ENGINE_PAGE.verifyHint}
          disabled={busy !== null}
          data-testid="engine-verify"
          onClick={() => void verify()}
        >
          {ENGINE_PAGE.verify}
        </Button>
      </Permitted>
      <div role="status" className={styles.result}>
        {busy === 'verify' && ENGINE_PAGE.verifying}
        {result?.text}
        {result !== null && result.problems.length > 0 && (
          <ul>
            {result.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        {result !== null && (
          <Button kind="quiet" aria-label={ENGINE_PAGE.dismiss} onClick={dismissResult}>
            ×
          </Button>
        )}
      </div>
    </div>
  );
}

/** What the engine did, does and is about to do, and what it stands on. */
export function EnginePage({ store, engine, doctor, updates }: EnginePageProps) {
  const { page, shell, fault, timing, load, show } = useStore(store);
  const heard = useStore(engine);
  const isSilent = silentSince(heard, useNow(5_000)) !== null;
  const { status } = heard;
  const zone = status?.timezone ?? 'UTC';
  useEffect(() => show(), [show]);
  return (
    <section className={frame.page} aria-label={ENGINE_PAGE.title} data-testid="engine-page">
      <Actions store={store} sites={status?.sites ?? 0} />
      {fault !== undefined && (
        <FailedState
          title={ENGINE_PAGE.failed}
          reason={fault.message}
          {...(page === undefined ? {} : { kept: ENGINE_PAGE.kept })}
          onRetry={() => void load()}
        />
      )}
      {page === undefined && fault === undefined && <LoadingState label={ENGINE_PAGE.loading} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={frame.scroller} id="engine" tabIndex={0} aria-label={ENGINE_PAGE.everything}>
        <div className={styles.columns}>
          <div className={styles.column}>
            <DoctorCard store={doctor} />
            {page !== undefined && <RoundsCard page={page} zone={zone} />}
            {page !== undefined && <IntakeCard page={page} zone={zone} />}
            {page !== undefined && <WaysInCard intake={page.intake} zone={zone} />}
            {page !== undefined && <RulesCard page={page} zone={zone} />}
          </div>
          <div className={styles.column}>
            <ProgramCard shell={shell} status={status} zone={zone} isSilent={isSilent} />
            <LoginCard store={store} />
            <UpdatesCard store={updates} zone={zone} />
            {page !== undefined && <DueCard page={page} zone={zone} />}
            {page !== undefined && <DatabaseCard page={page} zone={zone} />}
            {page !== undefined && <UpkeepCard page={page} zone={zone} />}
            <ScreenCard timing={timing} />
          </div>
        </div>
      </section>
    </section>
  );
}
