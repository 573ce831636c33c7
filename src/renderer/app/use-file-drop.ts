import { useEffect } from 'react';
import { isBundle } from '#renderer/features/bundles/index.ts';
import { importWords } from '#renderer/words/import.ts';
import { goTo } from './landing.ts';
import type { Stores } from './stores.ts';

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

function openBundles(stores: Stores, files: readonly File[]): void {
  stores.view.getState().close();
  goTo(stores, 'bundles');
  void stores.bundles.getState().open(files);
}

/** What was opened with Vigil from outside is shown on the screen of bundles, now and whenever there is more. */
export function useBrought(stores: Stores): void {
  useEffect(() => {
    const show = () => {
      stores.view.getState().close();
      goTo(stores, 'bundles');
    };
    const take = () => void stores.bundles.getState().openBrought(show);
    take();
    return stores.api.on('screen.take_brought', take);
  }, [stores]);
}

/** Bundles that are dropped anywhere on the window are opened; other files go to the import: who may not import loses nothing, the page stays. */
export function useFileDrop(stores: Stores): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      const dropped = [...(event.dataTransfer?.files ?? [])];
      const bundles = dropped.filter(isBundle);
      const files = dropped.filter((file) => !isBundle(file));
      if (bundles.length > 0) openBundles(stores, bundles);
      if (files.length === 0) return;
      if (!stores.session.getState().may('configuration.import')) return;
      if (stores.imports.getState().busy !== null) return stores.workflow.getState().say(importWords.busy);
      stores.view.getState().close();
      goTo(stores, 'import');
      void stores.imports.getState().add(files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [stores]);
}
