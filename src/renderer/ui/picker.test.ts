import { expect, it } from 'vitest';
import { matching } from './picker.tsx';

it('finds entries by every word of what they read as, and draws only as many as can be read', () => {
  const describe = (code: string) => (code === 'RB-01' ? 'RB-01 Riverbank North' : code);
  expect(matching(['RB-01', 'RB-02'], 'north rb', describe)).toEqual(['RB-01']);
  expect(matching(['RB-01', 'RB-02'], '', describe)).toHaveLength(2);
  expect(matching([...Array(100).keys()].map(String), '', describe)).toHaveLength(12);
});
