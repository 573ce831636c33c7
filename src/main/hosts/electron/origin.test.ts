import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOurs, START_PAGE } from './origin.ts';

it('knows its own pages', () => {
  for (const address of [START_PAGE, 'app://vigil/index.html', 'app://vigil/assets/a.js?x#y', 'APP://vigil/'])
    expect([address, isOurs(address)]).toEqual([address, true]);
});

it('takes no look-alike for its own', () => {
  const others = [
    'app://vigil.evil/',
    'app://evil/vigil',
    'app://vigil@evil/',
    'app://user@vigil/',
    'app://vigil:81/',
    'app:vigil/',
    'app:///vigil/',
    'https://vigil/',
    'file:///app://vigil/',
    'javascript:app://vigil/',
    'data:text/html,app://vigil/',
    'about:blank',
    'app://vigil%00/',
    'app://vigil%2eevil/',
    'app://VIGIL/',
    ' ',
    '',
    'null',
  ];
  for (const address of others) expect([address, isOurs(address)]).toEqual([address, false]);
});

it('takes no other host for its own, whatever it is called', () => {
  fc.assert(
    fc.property(fc.webUrl(), (address) => !isOurs(address) && !isOurs(address.replace(/^https?/, 'app'))),
  );
});
