import { expect, it } from 'vitest';
import { bundlesAmong, withoutBundles } from './bundle-arguments.ts';

const GIVEN = ['/opt/vigil', '--demo', 'night.vigil', '/srv/Other.VIGIL', '--user-data-dir=x.vigil', 'a.txt'];

it('finds the bundles among arguments, whatever their case, and where they are from the folder of whoever typed them', () => {
  expect(bundlesAmong(GIVEN, '/home/ada')).toEqual(['/home/ada/night.vigil', '/srv/Other.VIGIL']);
  expect(bundlesAmong(['-x.vigil', '.'], '/home/ada')).toEqual([]);
});

it('leaves everything else for the next start', () => {
  expect(withoutBundles(GIVEN)).toEqual(['/opt/vigil', '--demo', '--user-data-dir=x.vigil', 'a.txt']);
});
