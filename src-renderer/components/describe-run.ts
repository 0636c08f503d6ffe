/** A run in a few words: what was asked of whom. */
import type { ScanView } from '../../src-shared/scan/fold-scan.ts';
import { PORT_PRESETS } from '../../src-shared/scan/port-presets.ts';
import { formatPlural } from './format.ts';

const THIS_COMPUTER = new Set(['127.0.0.1', 'localhost', '::1']);

const PORT_WORDS = new Map<string, string>([
  ['-', 'all ports'],
  ['1-65535', 'all ports'],
  ['0-65535', 'all ports'],
  ...PORT_PRESETS.map(({ name, label }) => [name, label] as const),
]);

/** "Top 100", "Web", "all ports", "ports 22,80", or what was typed where it has no better name. */
export function portsWord(ports: string): string {
  const asked = ports.trim().toLowerCase();
  const top = /^top[: ]\s*(\d+)$/.exec(asked);
  if (top) return `Top ${top[1]}`;
  const known = PORT_WORDS.get(asked);
  if (known !== undefined) return known;
  if (/^\d+$/.test(asked)) return `port ${asked}`;
  return /^[\d,\s-]+$/.test(asked) ? `ports ${ports.trim()}` : ports.trim();
}

/** The targets as one line: "10.0.0.0/24, nas.lan and 12 more". */
export function targetsWord(targets: readonly string[], moreTargets = 0, most = 3): string {
  const shown = targets.slice(0, most);
  const rest = targets.length - shown.length + moreTargets;
  return rest > 0 ? `${shown.join(', ')} and ${rest.toLocaleString('en')} more` : shown.join(', ');
}

/** A run's name, and what to add to it: this computer is called so, with its address beside. */
export function runTitle(
  targets: readonly string[],
  moreTargets = 0,
): { name: string; detail: string | null } {
  const [only] = targets;
  if (
    targets.length === 1 &&
    moreTargets === 0 &&
    only !== undefined &&
    THIS_COMPUTER.has(only.toLowerCase())
  ) {
    return { name: 'This computer', detail: only };
  }
  return { name: targetsWord(targets, moreTargets), detail: null };
}

/** "all ports", "top 100 ports", "port 22", "ports 22,80", or how many there are: what a scan asked of each host. */
export function askedPorts(view: Pick<ScanView, 'options' | 'portsPerHost'>): string {
  const asked = view.options?.portsAsked ?? view.options?.ports ?? '';
  if (view.portsPerHost >= 65_535) return 'all ports';
  if (/^top[: ]?\d+$/i.test(asked)) return `top ${asked.replace(/\D/g, '')} ports`;
  if (view.portsPerHost === 1) return `port ${view.options?.ports ?? ''}`;
  return asked.length > 0 && asked.length <= 24 ? `ports ${asked}` : formatPlural(view.portsPerHost, 'port');
}
