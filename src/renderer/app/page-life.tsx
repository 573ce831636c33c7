import { type ReactNode, useEffect, useState } from 'react';
import type { Api } from '#contract/index.ts';
import { SCREEN_BEAT_MS } from '#contract/shell.ts';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { FailedState } from '#renderer/ui/states.tsx';
import { lifeWords as words } from '#renderer/words/app.ts';
import { mayReload } from './reloads.ts';

const RELOAD_AFTER_MS = 3_000;

/** Tells the host of the window that this page still draws; a browser's host has no window to bring back. */
function Beat({ api }: { readonly api: Api }): null {
  useEffect(() => {
    if (window.vigil === undefined) return;
    const beat = () => void api.call('shell.beat', {});
    beat();
    const timer = setInterval(beat, SCREEN_BEAT_MS);
    return () => clearInterval(timer);
  }, [api]);
  return null;
}

/** All that is left when everything failed: the page loads itself again, unless that has not helped. */
function Failed() {
  const [reloads, setReloads] = useState(true);
  useEffect(() => {
    const may = mayReload(sessionStorage, Date.now());
    setReloads(may);
    if (!may) return;
    const timer = setTimeout(() => location.reload(), RELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <FailedState
      title={words.failed}
      reason={reloads ? words.comesBack : words.staysAway}
      onRetry={() => location.reload()}
    />
  );
}

/** The page around all screens: it beats while they are drawn, and comes back when they fail. */
export const PageLife = ({ api, children }: { readonly api: Api; readonly children: ReactNode }) => (
  <Boundary fallback={() => <Failed />}>
    <Beat api={api} />
    {children}
  </Boundary>
);
