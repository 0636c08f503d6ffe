import type { MenuProps } from '@mantine/core';

/** Of a menu that opens where the pointer is: in a low window it moves up until all of it is seen. */
export const MENU_AT_POINTER = {
  position: 'bottom-start',
  offset: 2,
  middlewares: { flip: false, shift: { crossAxis: true, padding: 6 } },
} as const satisfies Partial<MenuProps>;
