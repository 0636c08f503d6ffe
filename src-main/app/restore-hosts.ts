/** Puts back the hosts that an earlier process kept of a run, and says them again for listeners that know nothing yet. */
import type { KeptHost } from '../store/run-record.ts';
import { listedPorts } from './host-columns.ts';
import { piecesOf, runHostOf, tallyOf, type KeptHostOptions } from './kept-hosts.ts';
import type { LiveHosts } from './live-hosts.ts';
import type { Said } from './run-voice.ts';
import { splitVerdicts } from './split-verdicts.ts';

/** Open ports of one host said again; all of them are in its rows and its tally. */
const MAX_OPEN = 2_000;

/** What is to be said: each host, and then its verdicts. */
export function* restoreHosts(
  kept: Iterable<KeptHost>,
  hosts: LiveHosts,
  options: KeptHostOptions,
): Generator<Said, void, undefined> {
  for (const each of kept) {
    const { address, status, reason, srttMs } = each.report;
    if (each.finished) hosts.restore(runHostOf(each, options));
    else hosts.describe({ address, status, reason, srttMs, finished: false });
    for (const ports of piecesOf(each)) hosts.record({ address, ...ports });
    const { position: _, ...host } = hosts.headOf(address);
    yield { type: 'host', host };
    const columns = hosts.columnsOf(address);
    const tally = tallyOf(columns);
    const open = listedPorts(columns).filter(({ state }) => state === 'open');
    if (tally.length === 0) continue;
    const verdicts = [{ address, open: open.slice(0, MAX_OPEN), tally }];
    for (const part of splitVerdicts(verdicts)) yield { type: 'ports', hosts: part };
  }
}
