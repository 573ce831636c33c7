import '#renderer/ui/tokens.css';
import '#renderer/ui/base.css';
import './page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { bundleWords } from '#renderer/words/bundles.ts';
import type { Bundle } from './bundle.ts';
import { BundleContents } from './contents.tsx';
import { followTheme } from './theme.ts';

/* The page inside of every bundle: all that it shows lies in it, and it asks for nothing. */

const [data, root] = ['bundle', 'root'].map((id) => document.getElementById(id));
if (!data || !root) throw new Error('the page is not whole');

followTheme();
createRoot(root).render(
  <StrictMode>
    <main>
      <h1 className="visually-hidden">{bundleWords.seal}</h1>
      {/* Safe: whoever made the page wrote it from a bundle. */}
      <BundleContents bundle={JSON.parse(data.textContent) as Bundle} />
    </main>
  </StrictMode>,
);
