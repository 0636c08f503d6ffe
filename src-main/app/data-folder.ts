/** Where history and settings live. */
import { posix, win32 } from 'node:path';

/**
 * `PORTOLAN_DATA_DIR`, or the platform's own place: `$XDG_DATA_HOME/portolan` (default `~/.local/share/portolan`),
 * `~/Library/Application Support/Portolan`, `%APPDATA%\Portolan`. Relative values of the XDG variable are ignored, as
 * its specification demands; a relative `PORTOLAN_DATA_DIR` is relative to the working folder.
 */
export function dataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  home: string,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const chosen = env['PORTOLAN_DATA_DIR'];
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32')
    return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), 'Portolan');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Portolan');
  const xdg = env['XDG_DATA_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share'), 'portolan');
}
