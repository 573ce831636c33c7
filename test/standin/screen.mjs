// `screen`: one screen, as a machine without a desktop has.
import { strict } from './strict.mjs';

const area = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, bounds: { ...area, height: 1080 }, workArea: area, scaleFactor: 1 };

export const screen = strict('screen', {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
});
