/** Which Chromium the browser tests drive, and how. */
import { accessSync, constants } from 'node:fs';

const PLACES = [
  process.env['PORTOLAN_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser's program, or undefined where none is installed. */
export function findChromium(): string | undefined {
  return PLACES.find((place) => place !== undefined && isExecutable(place));
}

/**
 * The two pages that each new window of Chromium loads for its address bar, which no test sees: a fifth of what opening
 * a page costs.
 */
export const UNSEEN_FEATURES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'] as const;

/** Chromium heeds the last list only, so what Playwright would turn off (its chromiumSwitches.ts) is named again. */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  ...UNSEEN_FEATURES,
];

/** Quiet: a browser under test talks to nobody but the page's own server. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  `--disable-features=${FEATURES_OFF.join(',')}`,
];

/** Launch options for Playwright. As root (and as the root of a user namespace) Chromium has no sandbox to offer. */
export function chromiumLaunchOptions(): {
  executablePath?: string;
  args: string[];
  chromiumSandbox: boolean;
} {
  const executablePath = findChromium();
  const root = process.getuid?.() === 0;
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...ARGS, ...(root ? ['--no-sandbox'] : [])],
    chromiumSandbox: !root,
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
