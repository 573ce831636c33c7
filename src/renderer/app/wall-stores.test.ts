import { expect, it } from 'vitest';
import type { Api, EventName } from '#contract/index.ts';
import { createFakeApi } from '#test/kit/fake-api.ts';
import { createWallStores } from './wall-stores.ts';

it('neither shows notices nor opens findings in the window of the wall board: those belong to the main window', () => {
  const { api } = createFakeApi({});
  const heard: EventName[] = [];
  const recording: Api = {
    ...api,
    on(event, listener) {
      heard.push(event);
      return api.on(event, listener);
    },
  };
  const { engine, wall } = createWallStores(recording);
  const stops = [engine.getState().start(), wall.getState().start()];
  for (const stop of stops) stop();
  expect(heard).toContain('findings.changed');
  expect(heard).not.toContain('notice');
  expect(heard).not.toContain('screen.show_finding');
});
