import { expect, it } from 'vitest';
import { z } from 'zod';
import { readAs } from './read-as.ts';

const Named = z.strictObject({ name: z.string().min(1).max(10), list: z.array(z.string()).max(3) });

it('reads and refuses as the schema does', () => {
  expect(readAs(Named, { name: 'a', list: [] })).toEqual({ success: true, data: { name: 'a', list: [] } });
  const refused = readAs(Named, { name: '', list: [1] });
  expect(refused.error?.issues.map(({ path }) => path.join('.'))).toEqual(['name', 'list.0']);
});

it.each(['toString', 'valueOf'])(
  'refuses what says that it has a length and has none to be read: %s',
  (name) => {
    const odd = JSON.parse(`{"length":{"${name}":1,"toString":1}}`);
    for (const value of [
      { name: odd, list: [] },
      { name: 'a', list: odd },
    ]) {
      expect(() => Named.safeParse(value)).toThrow('primitive value'); // or there would be no need for it
      expect(readAs(Named, value).error?.issues).toMatchObject(
        [{ message: /expected plain values/ }].map(() => ({ path: [] })),
      );
    }
  },
);

it('hides no mistake of ours', () => {
  const wrong = z.string().transform(() => {
    throw new TypeError('a mistake');
  });
  expect(() => readAs(wrong, 'x')).toThrow('a mistake');
});
