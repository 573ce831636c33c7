import './api/no-eval.ts';
import '@fontsource-variable/inter/wght.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import type { ReactNode } from 'react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/index.ts';
import { App } from './app/app.tsx';
import { PageLife } from './app/page-life.tsx';
import type { Stores } from './app/stores.ts';
import { createStores } from './app/stores.ts';
import { WallApp } from './app/wall-app.tsx';
import { createWallStores } from './app/wall-stores.ts';
import { viewOf } from './app/which-view.ts';
import { createScreenClock } from './features/engine/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};
const clockOf = ({ engine }: Pick<Stores, 'engine'>) =>
  createScreenClock(engine, { wall: () => Date.now(), every });

const api = createApi();

function screens(): ReactNode {
  const stores = createStores(api);
  return <App stores={stores} clock={clockOf(stores)} />;
}
function wall(): ReactNode {
  const stores = createWallStores(api);
  return <WallApp stores={stores} clock={clockOf(stores)} />;
}
createRoot(root).render(
  <StrictMode>
    <PageLife api={api}>{viewOf(location) === 'wall' ? wall() : screens()}</PageLife>
  </StrictMode>,
);
