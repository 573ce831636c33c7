import { openWindowOfOwn } from '#renderer/api/another-window.ts';
import { WALL } from '#renderer/words/wall.ts';
import type { Stores } from './stores.ts';

/** Opens the wall board: the shell does it where there is one with windows, else the browser. What went wrong is said. */
export async function openWall({ api, workflow }: Pick<Stores, 'api' | 'workflow'>): Promise<void> {
  const problem = window.vigil === undefined ? await inBrowser() : await inShell(api);
  if (problem !== null) workflow.getState().say(problem);
}

async function inShell(api: Stores['api']): Promise<string | null> {
  const reply = await api.call('shell.open_wall', {});
  return reply.ok ? null : WALL.refused(reply.fault.message);
}

async function inBrowser(): Promise<string | null> {
  const outcome = await openWindowOfOwn('view=wall');
  if (outcome === 'blocked') return WALL.blocked;
  return outcome === 'refused' ? WALL.refused(WALL.noSession) : null;
}
