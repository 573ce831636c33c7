import type { MenuItemConstructorOptions } from 'electron';
import { Menu, Tray } from 'electron';
import type { Payload } from '#contract/index.ts';
import { counted } from './words.ts';

type Open = Payload<'notices.open'>;
type Status = Payload<'engine.changed'>;

export type TrayActions = {
  readonly open: () => void;
  readonly openFinding: (findingId: string) => void;
  readonly quit: () => void;
};
export type TrayIcon = {
  readonly tell: (status: Status) => void;
  /** Alarms that nobody has acknowledged. */
  readonly tellOpen: (open: Open) => void;
  readonly close: () => void;
};

const NOTHING: Open = { count: 0, critical: 0, newest: [] };

/** The icon that stays when the window is closed: what is unacknowledged, the way to it, and where to end Vigil. */
export function createTray(icon: string, actions: TrayActions): TrayIcon {
  const tray = new Tray(icon);
  let open = NOTHING;
  let auditing = '';
  const drawToolTip = () => {
    const alarms = open.count === 0 ? '' : alarmsText(open);
    tray.setToolTip(['Vigil', alarms, auditing].filter(Boolean).join(' · '));
  };
  const drawMenu = () => tray.setContextMenu(Menu.buildFromTemplate(menuOf(open, actions)));
  drawToolTip();
  drawMenu();
  tray.on('click', actions.open);
  return {
    tell({ state, sites_audited }) {
      auditing = state === 'RUNNING' ? `auditing ${counted(sites_audited, 'site')}` : state;
      drawToolTip();
    },
    tellOpen(next) {
      open = next;
      drawToolTip();
      drawMenu();
    },
    close: () => tray.destroy(),
  };
}

const alarmsText = ({ count, critical }: Open): string =>
  `${counted(count, 'unacknowledged alarm')}${critical === 0 ? '' : `, ${critical} critical`}`;

function menuOf(open: Open, actions: TrayActions): MenuItemConstructorOptions[] {
  const newest = open.newest.map(({ finding_id, severity, site, title }) => ({
    label: [severity, site, title].filter(Boolean).join(' · '),
    click: () => actions.openFinding(finding_id),
  }));
  return [
    { label: open.count === 0 ? 'No unacknowledged alarm' : alarmsText(open), enabled: false },
    ...newest,
    { type: 'separator' },
    { label: 'Open Vigil', click: actions.open },
    { type: 'separator' },
    { label: 'Quit Vigil (auditing stops)', click: actions.quit },
  ];
}
