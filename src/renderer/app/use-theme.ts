import { useEffect } from 'react';
import { useMedia } from '#renderer/ui/media.ts';
import type { Theme } from './view-store.ts';

/** Puts the chosen theme on the document; `system` follows the desktop, also in its wish for more contrast. */
export function useTheme(theme: Theme): void {
  const wantsContrast = useMedia('(prefers-contrast: more)');
  const wantsLight = useMedia('(prefers-color-scheme: light)');
  const system = wantsContrast ? 'contrast' : wantsLight ? 'light' : 'dark';
  const shown = theme === 'system' ? system : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
}
