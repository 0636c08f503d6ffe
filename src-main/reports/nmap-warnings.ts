/** What a report made of nmap's XML lacks, one sentence each. */
import { ICMP_LIMITED, type ScanWarning } from '../../src-shared/scan/scan-report.ts';
import type { NmapHost } from './nmap-host.ts';
import { countPorts } from './nmap-numbers.ts';
import type { NmapRun } from './nmap-run.ts';

/** More hosts than these are only counted. */
const MAX_NAMED = 50;

const FROM_NMAP =
  "Read from nmap's XML: it tells states and reasons; tries, times of single ports and how sure a silence is are not in it.";

/** `doubt`: why the targets are not known. */
export function warningsOf(run: NmapRun, hosts: readonly NmapHost[], doubt: string | null): ScanWarning[] {
  const warnings: ScanWarning[] = [];
  const warn = (code: string, message: string): void => void warnings.push({ code, message });
  if (run.end === null)
    warn('from-nmap-cut', 'Nmap did not come to the end of this run: what it had not asked is missing.');
  else if (run.end.error !== null)
    warn('from-nmap-failed', `Nmap ended by an error: ${run.end.error || 'it does not say which'}.`);
  if (!run.asked.includes(1))
    warn('from-nmap-no-ports', 'Nmap does not say which TCP ports it asked, if it asked any.');
  if (doubt !== null)
    warn(
      'from-nmap-targets',
      `Nmap's targets are not known for certain: ${doubt}. Hosts that the file does not list count as not asked.`,
    );
  const states = hosts.reduce((sum, { leftOut }) => sum + countPorts(leftOut.otherStates), 0);
  if (states > 0)
    warn(
      'from-nmap-states',
      `${ports(states)} left out: nmap does not say for certain whether open, closed or filtered.`,
    );
  const others = hosts.reduce((sum, { leftOut }) => sum + leftOut.otherProtocols, 0);
  if (others > 0) warn('from-nmap-protocols', `${ports(others)} left out: not TCP.`);
  if (run.unnamedPorts > 0)
    warn(
      'from-nmap-unnamed',
      `${ports(run.unnamedPorts)} left out: the file counts them and does not say which they are, as nmap did before 7.90.`,
    );
  if (run.toldTwice.size > 0) {
    const [first = ''] = run.toldTwice;
    const more = run.toldTwice.size > 1 ? ` and ${run.toldTwice.size - 1} more hosts stand` : ' stands';
    warn(
      'from-nmap-twice',
      `${first}${more} in the file more than once: of ports told twice the later verdict counts.`,
    );
  }
  const guessed = hosts.filter(({ isGuessed }) => isGuessed);
  const message =
    'Nmap does not say by which reason each of its filtered ports is filtered: the reasons told stand for all.';
  if (guessed.length > MAX_NAMED) warn(ICMP_LIMITED, message);
  else
    for (const { address } of guessed)
      warnings.push({ code: ICMP_LIMITED, message: `${address}: ${message}`, address: address ?? '' });
  // Last: it holds for every file, and the first is what is seen first.
  warn('from-nmap', FROM_NMAP);
  return warnings;
}

function ports(count: number): string {
  return count === 1 ? '1 port is' : `${count} ports are`;
}
