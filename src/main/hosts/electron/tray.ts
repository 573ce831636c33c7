import { Menu, Tray } from 'electron';
import type { Payload } from '#contract/index.ts';

export type TrayIcon = {
  readonly tell: (status: Payload<'engine.changed'>) => void;
  readonly close: () => void;
};

/** The icon that stays when the window is closed: Vigil goes on auditing, and this is where to end it. */
export function createTray(
  icon: string,
  actions: { readonly open: () => void; readonly quit: () => void },
): TrayIcon {
  const tray = new Tray(icon);
  tray.setToolTip('Vigil');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Vigil', click: actions.open },
      { type: 'separator' },
      { label: 'Quit Vigil (auditing stops)', click: actions.quit },
    ]),
  );
  tray.on('click', actions.open);
  return {
    tell: ({ state, sites_audited }) =>
      tray.setToolTip(state === 'RUNNING' ? `Vigil: auditing ${sites_audited} sites` : `Vigil: ${state}`),
    close: () => tray.destroy(),
  };
}
