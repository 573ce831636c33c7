import { expect, it } from 'vitest';
import { whyNotName } from './account-name.ts';
import { whyNotSecret } from './secret.ts';

it('takes a PIN of six digits and a password of eight characters', () => {
  expect(whyNotSecret('482915', 'ada')).toBeNull();
  expect(whyNotSecret('blue cow', 'ada')).toBeNull();
  expect(whyNotSecret('密码很长的一句话', 'ada')).toBeNull();
});

it.each([
  ['48291', 'a PIN that is too short'],
  ['123456', 'a row of digits'],
  ['987654', 'a row of digits backwards'],
  ['777777', 'the same digit'],
  ['seven 7', 'a password that is too short'],
  ['aaaaaaab', 'too few different characters'],
  ['Ada Lovelace', 'the name itself'],
  ['x1'.repeat(101), 'one that is too long'],
])('refuses %s: %s', (secret) => {
  const why = whyNotSecret(secret, 'ada lovelace');
  expect(why).not.toBeNull();
  expect(why).not.toContain(secret);
});

it('takes names as people write them, and none that the trail uses for others', () => {
  for (const name of ['ada', 'Zoë Müller', 'O’Brien', '王芳', 'guard.7', 'Ann-Lee'])
    expect(whyNotName(name)).toBeNull();
  for (const name of ['', ' ada', 'system', 'System', 'local:ada', 'a\nb', '<b>', 'x'.repeat(65)])
    expect(whyNotName(name)).not.toBeNull();
});
