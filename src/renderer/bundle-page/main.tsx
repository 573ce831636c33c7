import '#renderer/ui/tokens.css';
import '#renderer/ui/base.css';
import './page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { CaseView } from '#contract/cases.ts';
import { bundleWords, caseWords } from '#renderer/words/bundles.ts';
import type { Bundle, Seal } from './bundle.ts';
import { CaseContents } from './case-contents.tsx';
import { BundleContents } from './contents.tsx';
import { followTheme } from './theme.ts';

/* The page inside of every bundle: all that it shows lies in it, and it asks for nothing. */

const [data, root] = ['bundle', 'root'].map((id) => document.getElementById(id));
if (!data || !root) throw new Error('the page is not whole');

followTheme();
// Safe: whoever made the page wrote it from a bundle, or from a case.
const shown = JSON.parse(data.textContent) as Bundle | (CaseView & { readonly seal: Seal });
createRoot(root).render(
  <StrictMode>
    <main>
      <h1 className="visually-hidden">{'folder' in shown ? caseWords.sealedCase : bundleWords.seal}</h1>
      {'folder' in shown ? (
        <CaseContents view={shown} seal={shown.seal} />
      ) : (
        <BundleContents bundle={shown} />
      )}
    </main>
  </StrictMode>,
);
