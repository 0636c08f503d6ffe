/** The colours that the system paints before and around the page: the design's frame and second text colour. */
export interface WindowColours {
  readonly frame: string;
  readonly symbols: string;
}

const light: WindowColours = { frame: '#eaf0f3', symbols: '#414f59' };
const dark: WindowColours = { frame: '#080f13', symbols: '#adb8bd' };

export function windowColours(isDark: boolean): WindowColours {
  return isDark ? dark : light;
}
