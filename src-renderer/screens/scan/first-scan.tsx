import { Button } from '@mantine/core';
import { Monitor, ShieldCheck } from 'lucide-react';
import { Rose } from '../../components/rose.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { SELECT_TARGETS } from '../../state/commands/focus-field.ts';
import { THIS_COMPUTER } from '../../state/commands/start-scans.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import './first-scan.css';

/** Before anything was asked: what this is, and one button that shows it. */
export function FirstScan({ tab }: { tab: string }) {
  const timing = useAppState((state) => state.drafts[tab]?.timing ?? state.settings.timing);
  const changeDraft = useAppState((state) => state.changeDraft);
  const startDraft = useAppState((state) => state.startDraft);
  const starting = useAppState((state) => state.form.starting);
  const kept = useAppState((state) => state.recent.length > 0);

  function scanThisComputer(): void {
    changeDraft(tab, THIS_COMPUTER);
    void startDraft(tab, { ...THIS_COMPUTER, timing });
  }

  return (
    <div className="first-scan">
      <div className="first-scan-rose">
        <Rose size={300} lines={1500} />
      </div>
      <div className="first-scan-text">
        <h1>{kept ? 'Chart something new' : 'Welcome to Portolan'}</h1>
        {kept ? (
          <p>
            Portolan asks ports politely, one TCP connection each, and draws what it learns. It needs no root
            and sends nothing anywhere else.
          </p>
        ) : (
          <ol className="first-scan-lines">
            <li>It asks the ports of a host, one plain TCP connection each. It needs no root.</li>
            <li>It draws why it believes each answer: what was seen, and what is only inferred.</li>
            <li>It keeps every run, and shows what changed since the last one.</li>
          </ol>
        )}
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
          New to this? <a href="#/learn">See the three answers a port can give</a> or{' '}
          <a href="#/learn/practice">practise</a>
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
        {kept ? null : (
          <p className="first-scan-promise">
            <ShieldCheck size={14} aria-hidden />
            Nothing leaves this machine but the probes you ask for: no account, no telemetry, no update check.
          </p>
        )}
      </div>
    </div>
  );
}

function focusTargets(): void {
  document.querySelector<HTMLInputElement>(SELECT_TARGETS)?.focus();
}
