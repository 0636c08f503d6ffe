import { Button } from '@mantine/core';
import { Monitor } from 'lucide-react';
import { Rose } from '../../components/rose.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { NEW_TAB } from '../../state/form-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import './first-scan.css';

const THIS_COMPUTER = { targets: '127.0.0.1', ports: '1-65535' };

/** Before anything was asked: what this is, and one button that shows it. */
export function FirstScan() {
  const timing = useAppState((state) => state.drafts[NEW_TAB]?.timing ?? state.settings.timing);
  const changeDraft = useAppState((state) => state.changeDraft);
  const startDraft = useAppState((state) => state.startDraft);
  const starting = useAppState((state) => state.form.starting);
  const kept = useAppState((state) => state.recent.length > 0);

  function scanThisComputer(): void {
    changeDraft(NEW_TAB, THIS_COMPUTER);
    void startDraft(NEW_TAB, { ...THIS_COMPUTER, timing });
  }

  return (
    <div className="first-scan">
      <div className="first-scan-rose">
        <Rose size={300} lines={1500} />
      </div>
      <div className="first-scan-text">
        <h1>{kept ? 'Chart something new' : 'Nothing charted yet'}</h1>
        <p>
          Portolan asks ports politely, one TCP connection each, and draws what it learns. It needs no root
          and sends nothing anywhere else.
        </p>
        <div className="first-scan-actions">
          <Button
            size="sm"
            leftSection={<Monitor size={15} aria-hidden />}
            onClick={scanThisComputer}
            aria-busy={starting}
          >
            Scan this computer
          </Button>
          <Button size="sm" variant="default" onClick={focusTargets}>
            Type a target
          </Button>
        </div>
        <p className="first-scan-fine">127.0.0.1, all 65,535 ports, a few seconds</p>
        <p className="first-scan-fine first-scan-learn">
          New to this? <a href="#/learn">See the three answers a port can give</a>
        </p>
        <ul>
          <li>
            <StateMark state="open" size={14} />
            <b>open</b>
            <span>someone answers</span>
          </li>
          <li>
            <StateMark state="closed" size={14} />
            <b>closed</b>
            <span>a host, nobody listening</span>
          </li>
          <li>
            <StateMark state="filtered" size={14} />
            <b>filtered</b>
            <span>something in the way</span>
          </li>
        </ul>
      </div>
    </div>
  );
}

function focusTargets(): void {
  document.querySelector<HTMLInputElement>('.scan-form-targets input')?.focus();
}
