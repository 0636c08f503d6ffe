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

/** Quiet: a browser under test talks to nobody but the page's own server. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
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
