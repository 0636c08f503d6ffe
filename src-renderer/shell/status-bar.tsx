import { Anchor } from 'lucide-react';
import { formatCount, formatPlural } from '../components/format.ts';
import { runCommand } from '../state/commands/command-table.ts';
import { useAppState, useAppStore } from '../state/use-app-state.tsx';
import '../components/keys.css';
import './status-bar.css';

/** What scans here, and the promise that it stays here. */
export function StatusBar() {
  const info = useAppState((state) => state.connection.info);
  const status = useAppState((state) => state.connection.status);
  const stopped = useAppState((state) => state.connection.fault !== null);
  return (
    <footer className="status-bar">
      {info ? (
        <>
          <span title={info.dialerWhy}>
            <Anchor size={12} aria-hidden /> {info.dialer} dialer · {formatPlural(info.threads, 'thread')}
          </span>
          <span>{formatCount(info.descriptors)} descriptors</span>
        </>
      ) : null}
      {status === 'lost' ? <span className="status-bar-lost">Not connected</span> : null}
      {status === 'online' && stopped ? <span className="status-bar-lost">Core stopped</span> : null}
      <span className="status-bar-promise">Nothing leaves this machine</span>
      <ShortcutsButton />
    </footer>
  );
}

function ShortcutsButton() {
  const store = useAppStore();
  return (
    <button type="button" className="status-bar-keys" onClick={() => runCommand(store, 'shortcuts')}>
      <kbd>?</kbd> shortcuts
    </button>
  );
}
