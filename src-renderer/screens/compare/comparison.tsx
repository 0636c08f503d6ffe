/** What changed between two runs: the headline, every change by kind, and the pictures of it. */
import { useEffect, useMemo, useState } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { useNow } from '../../components/use-now.ts';
import { useAppStore } from '../../state/use-app-state.tsx';
import { changedHosts } from './changed-hosts.ts';
import { changeLines, type ChangeLine } from './change-lines.ts';
import { ChangeStory } from './change-story.tsx';
import { ChangesTable } from './changes-table.tsx';
import { CompareMaps } from './compare-maps.tsx';
import { CompareSide } from './compare-side.tsx';
import { formatStart } from './format-start.ts';
import { Headline } from './headline.tsx';
import './comparison.css';

/** The host on the maps, and the port that is looked at in both runs. */
interface Look {
  readonly address: string;
  readonly port: number | null;
  /** The line of the table that it belongs to. */
  readonly key: string | null;
  /** Chosen on the maps: the table has to follow. */
  readonly byMap: boolean;
}

export function Comparison({ diff, busy }: { diff: ScanDiff; busy: boolean }) {
  const now = useNow();
  const store = useAppStore();
  const lines = useMemo(() => changeLines(diff), [diff]);
  const hosts = useMemo(() => changedHosts(diff), [diff]);
  const [look, setLook] = useState<Look | null>(null);
  const host = hosts.find(({ address }) => address === look?.address) ?? hosts[0];
  const port = host?.address === look?.address ? (look?.port ?? null) : null;
  const { before, after } = diff;
  const when = { before: formatStart(before, now, [after]), after: formatStart(after, now, [before]) };
  const revealed = useMemo(
    () => (look?.byMap && look.key !== null ? lines.findIndex((line) => keyOf(line) === look.key) : -1),
    [lines, look],
  );

  useEffect(() => {
    if (!host || port === null) return void store.getState().readEvidence(null);
    const { address, name: hostName, changes } = host;
    const change = changes.find((each) => each.port <= port && port <= each.lastPort) ?? null;
    void store.getState().readEvidence({ address, hostName, port, change });
  }, [store, host, port]);

  const choose = (line: ChangeLine) => {
    if (line.line === 'kind') return;
    const at = line.line === 'port' ? line.change.port : null;
    setLook({ address: line.change.address, port: at, key: line.key, byMap: false });
  };
  const choosePort = (at: number) => {
    if (!host) return;
    const line = lines.find((each) => covers(each, host.address, at));
    setLook({ address: host.address, port: at, key: line ? keyOf(line) : null, byMap: true });
  };
  return (
    <>
      <Headline diff={diff} busy={busy} />
      <div className="comparison" aria-busy={busy}>
        <div className="comparison-changes">
          <ChangesTable
            diff={diff}
            lines={lines}
            selectedKey={look?.key ?? null}
            revealed={revealed < 0 ? null : revealed}
            onSelect={choose}
          />
          <ChangeStory onClose={() => setLook(look && { ...look, port: null, key: null })} />
        </div>
        <CompareSide diff={diff}>
          {host ? (
            <CompareMaps
              diff={diff}
              hosts={hosts}
              host={host}
              port={port}
              when={when}
              onHost={(address) => setLook({ address, port: null, key: null, byMap: false })}
              onPort={choosePort}
            />
          ) : null}
        </CompareSide>
      </div>
    </>
  );
}

function keyOf(line: ChangeLine): string | null {
  return line.line === 'kind' ? null : line.key;
}

function covers(line: ChangeLine, address: string, port: number): boolean {
  if (line.line !== 'port' || line.change.address !== address) return false;
  return line.change.port <= port && port <= line.change.lastPort;
}
