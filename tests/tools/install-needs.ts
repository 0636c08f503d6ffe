/** The programs that tests use and npm does not bring: what is missing, and on Debian as root, getting it. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../helpers/chromium.ts';
import { runChild } from '../helpers/child.ts';

export interface Need {
  readonly what: string;
  /** The Debian package that has it. */
  readonly package: string;
  isThere(): boolean;
}

/** What the tests use. */
export const TEST_NEEDS: readonly Need[] = [
  { what: 'Chromium', package: 'chromium', isThere: () => findChromium() !== undefined },
  { what: 'ip', package: 'iproute2', isThere: () => findProgram('ip') !== undefined },
  { what: 'iptables', package: 'iptables', isThere: () => findProgram('iptables') !== undefined },
  { what: 'unshare', package: 'util-linux', isThere: () => findProgram('unshare') !== undefined },
  { what: 'nmap', package: 'nmap', isThere: () => findProgram('nmap') !== undefined },
  { what: 'ndiff', package: 'ndiff', isThere: () => findProgram('ndiff') !== undefined },
  { what: 'xmllint', package: 'libxml2-utils', isThere: () => findProgram('xmllint') !== undefined },
];

/** Where system administration's programs live; not on everybody's PATH. */
const MORE_FOLDERS = ['/usr/sbin', '/sbin'];

/** PATH with the administrator's folders at its end. */
export function widePath(): string {
  return [process.env['PATH'] ?? '', ...MORE_FOLDERS].join(path.delimiter);
}

export function findProgram(name: string): string | undefined {
  return widePath()
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs what is missing where that is possible (root on Debian or Ubuntu). Returns what is missing afterwards; what
 * needs it reports itself as skipped. Never throws: a mirror out of reach is not a fault of the project. `purpose` ends
 * the sentence "Install ... to ...".
 */
export async function installNeeds(
  say: (line: string) => void,
  needs: readonly Need[] = TEST_NEEDS,
  purpose = 'run every test',
): Promise<readonly string[]> {
  const missing = needs.filter((need) => !need.isThere());
  if (missing.length === 0) return [];
  const names = missing.map((need) => need.what).join(', ');
  if (
    process.getuid?.() !== 0 ||
    !existsSync('/etc/debian_version') ||
    findProgram('apt-get') === undefined
  ) {
    say(
      `Not installed here: ${names}. Install ${missing.map((need) => need.package).join(' ')} to ${purpose}.`,
    );
    return missing.map((need) => need.what);
  }
  say(`Installing ${missing.map((need) => need.package).join(', ')} by apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: widePath() };
  await runChild('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000 });
  const install = await runChild(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing.map((need) => need.package)],
    { env, timeoutMs: 900_000 },
  );
  const still = needs.filter((need) => !need.isThere()).map((need) => need.what);
  if (still.length > 0) {
    say(`apt-get could not bring ${still.join(', ')}: ${install.stderr.trim().split('\n').at(-1) ?? ''}`);
  }
  return still;
}
