/** A window's place, fitted onto the screens that are there. */
import { z } from 'zod';

const whole = z.number().int().min(-100_000).max(100_000);
export const placeSchema = z.strictObject({
  x: whole,
  y: whole,
  width: whole.positive(),
  height: whole.positive(),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of the title bar, so much must be on a screen that a hand can take it. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 20;

/** Size and place (absent: the middle of the screen) of a window that was at `kept`, on the screens there are now. */
export function fitPlace(
  kept: WindowPlace,
  areas: readonly Area[],
): { width: number; height: number; x?: number; y?: number } {
  const home = areas.find((area) => holdsTitleBar(area, kept));
  const room = home ?? areas[0];
  const width = Math.min(kept.width, room?.width ?? kept.width);
  const height = Math.min(kept.height, room?.height ?? kept.height);
  return home ? { width, height, x: kept.x, y: kept.y } : { width, height };
}

function holdsTitleBar(area: Area, { x, y, width }: WindowPlace): boolean {
  const shown = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return shown >= GRIP_WIDTH && y >= area.y && y <= area.y + area.height - GRIP_HEIGHT;
}
