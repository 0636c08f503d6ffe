/** Hands an address to the platform's own opener. */
import { spawn } from 'node:child_process';

/** The program and the arguments that open an http address in the person's browser. */
export function browserCommand(platform: NodeJS.Platform, url: string): [program: string, args: string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  if (platform === 'darwin') return ['open', [url]];
  return ['xdg-open', [url]];
}

/** Opens it and does not wait. `onFailure` is called where there is no such program. */
export function openBrowser(url: string, onFailure: () => void): void {
  const [program, args] = browserCommand(process.platform, url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', onFailure);
  child.unref();
}
