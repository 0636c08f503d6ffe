/** Puts back the hosts that an earlier process kept of a run, and says them again for listeners that know nothing yet. */
import type { KeptHost } from '../store/run-record.ts';
import type { HostSummary } from '../../src-shared/scan/scan-event.ts';
import { listedPorts, type HostColumns } from './host-columns.ts';
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
    const { address } = each.report;
    const { host, columns } = each.finished
      ? restoreFinished(each, hosts, options)
      : restoreFlying(each, hosts);
    yield { type: 'host', host };
    const tally = tallyOf(columns);
    const open = listedPorts(columns).filter(({ state }) => state === 'open');
    if (tally.length === 0) continue;
    const verdicts = [{ address, open: open.slice(0, MAX_OPEN), tally }];
    for (const part of splitVerdicts(verdicts)) yield { type: 'ports', hosts: part };
  }
}

interface Restored {
  readonly host: HostSummary;
  readonly columns: HostColumns;
}

function restoreFinished(kept: KeptHost, hosts: LiveHosts, options: KeptHostOptions): Restored {
  const restored = runHostOf(kept, options);
  hosts.restore(restored);
  const { counts: _, ...host } = restored.head;
  return { host, columns: restored.columns };
}

function restoreFlying(kept: KeptHost, hosts: LiveHosts): Restored {
  const { address, status, reason, srttMs } = kept.report;
  const host = hosts.describe({ address, status, reason, srttMs });
  for (const ports of piecesOf(kept)) hosts.record({ address, ...ports });
  return { host, columns: hosts.columnsOf(address) };
}
