import { app } from 'electron';
import type { LoginItem } from '#main/ports/login-item.ts';

/** What Windows and macOS start at login. Both let people forbid it in their own settings, and then say so. */
export const osLoginItem: LoginItem = {
  state() {
    const { openAtLogin, executableWillLaunchAtLogin, status } = app.getLoginItemSettings();
    if (process.platform === 'darwin' && status === 'requires-approval')
      return { state: 'BLOCKED', reason: 'Allow it in System Settings, General, Login Items.' };
    if (!openAtLogin) return { state: 'OFF', reason: null };
    if (process.platform === 'win32' && !executableWillLaunchAtLogin)
      return { state: 'BLOCKED', reason: 'Allow it in the Task Manager, Startup apps.' };
    return { state: 'ON', reason: null };
  },
  set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
};
