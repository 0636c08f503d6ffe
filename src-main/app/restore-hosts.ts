/** The hosts that an earlier process kept of a run: put back, and said again for listeners that know nothing yet. */
import type { KeptHost } from '../store/run-record.ts';
import { listedPorts } from './host-columns.ts';
import { piecesOf, runHostOf, tallyOf, type KeptHostOptions } from './kept-hosts.ts';
import type { LiveHosts } from './live-hosts.ts';
import type { RunHost } from './run-data.ts';
import type { Said } from './run-voice.ts';
import { splitVerdicts } from './split-verdicts.ts';

/** Open ports of one host said again; all of them are in its rows and its tally. */
const MAX_OPEN = 2_000;

/** Takes kept hosts in, one after the other. */
export function restoreHosts(kept: Iterable<KeptHost>, hosts: LiveHosts, options: KeptHostOptions): void {
  for (const each of kept) {
    if (each.finished) {
      hosts.restore(runHostOf(each, options));
      continue;
    }
    const { address, status, reason, srttMs } = each.report;
    hosts.describe({ address, status, reason, srttMs });
    for (const ports of piecesOf(each)) hosts.record({ address, ...ports });
  }
}

/** What is to be said of hosts: each, and then its verdicts. */
export function* sayHosts(hosts: Iterable<RunHost>): Generator<Said, void, undefined> {
  for (const { head, columns } of hosts) {
    const { counts: _, ...host } = head;
    yield { type: 'host', host };
    const tally = tallyOf(columns);
    if (tally.length === 0) continue;
    const open = listedPorts(columns).filter(({ state }) => state === 'open');
    const verdicts = [{ address: head.address, open: open.slice(0, MAX_OPEN), tally }];
    for (const part of splitVerdicts(verdicts)) yield { type: 'ports', hosts: part };
  }
}
