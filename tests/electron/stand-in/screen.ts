/** `screen`: one display of an ordinary size. */
import type { Display } from 'electron';

const area = { x: 0, y: 0, width: 1_920, height: 1_080 };

export const screen = {
  getAllDisplays: (): Pick<Display, 'workArea' | 'bounds'>[] => [{ workArea: area, bounds: area }],
};
