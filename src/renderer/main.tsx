import './api/no-eval.ts';
import '@fontsource-variable/inter/wght.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/index.ts';
import { App } from './app/app.tsx';
import { Gate, type Inside } from './app/gate.tsx';
import { PageLife } from './app/page-life.tsx';
import type { Stores } from './app/stores.ts';
import { createStores } from './app/stores.ts';
import { WallApp } from './app/wall-app.tsx';
import { createWallStores } from './app/wall-stores.ts';
import { viewOf } from './app/which-view.ts';
import { createScreenClock } from './features/engine/index.ts';
import { createSessionStore } from './features/people/index.ts';
import { createLinkStore } from './features/workstations/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};
const clockOf = ({ engine }: Pick<Stores, 'engine'>) =>
  createScreenClock(engine, { wall: () => Date.now(), every });

const api = createApi();

const session = createSessionStore({ api, every, now: () => performance.now() });

/** The same whoever sits here. */
const link = createLinkStore(api);

/** The screens for one person; the clock is theirs too. */
function screens(): Inside {
  const stores = createStores(api, session, link);
  const clock = clockOf(stores);
  return { notices: stores.notices, draw: () => <App stores={stores} clock={clock} /> };
}
function wall(): Inside {
  const stores = createWallStores(api);
  const clock = clockOf(stores);
  // What waits is counted by the same store; the sound is the screens' own.
  const { notices } = createStores(api, session, link);
  return { notices, draw: () => <WallApp stores={stores} clock={clock} /> };
}
createRoot(root).render(
  <StrictMode>
    <PageLife api={api}>
      <Gate session={session} link={link} make={viewOf(location) === 'wall' ? wall : screens} />
    </PageLife>
  </StrictMode>,
);
