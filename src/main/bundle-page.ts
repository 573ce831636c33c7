import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageFiles } from '#main/services/bundles/page.ts';

/** The page of bundles as it was built. Throws where there is no build. */
export const readPage = (folder: string): PageFiles => ({
  script: readFileSync(join(folder, 'page.js'), 'utf8'),
  style: readFileSync(join(folder, 'page.css'), 'utf8'),
});
