import './api/no-eval.ts';
import '@fontsource-variable/inter/wght.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api/index.ts';
import { App } from './app/app.tsx';
import { createStores } from './app/stores.ts';
import { createScreenClock } from './features/engine/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const stores = createStores(createApi());
const clock = createScreenClock(stores.engine, {
  wall: () => Date.now(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
});
createRoot(root).render(
  <StrictMode>
    <App stores={stores} clock={clock} />
  </StrictMode>,
);
