import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import { codeOfVerdict, reasonOfPort } from '../../../src-shared/scan/port-codes.ts';
import type { PortRuns } from '../../../src-shared/scan/port-runs.ts';
import { describeTries } from '../../../src-shared/scan/verdict-numbers.ts';
import { formatCount } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ReasonHelp } from '../../components/reason-help.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { describeRun, describeScattered, type RunWords } from './run-words.ts';

interface HostRunsProps {
  readonly detail: HostDetail;
  readonly runs: PortRuns;
  readonly onShow: (port: number) => void;
}

const OPEN = codeOfVerdict('syn-ack');

/** The map in words: which ports said what, run by run, and how many lie scattered among them. */
export function HostRuns({ detail, runs: { runs, scattered }, onShow }: HostRunsProps) {
  // Open ports have a list of their own.
  const rest = scattered.filter(({ code }) => code !== OPEN);
  if (runs.length + rest.length === 0) return null;
  const tries = (code: number, count: number, port: number): string => {
    const row = count === 1 ? detail.rows.find((each) => each.port === port) : undefined;
    if (row) return describeTries(row.attempts);
    const reason = reasonOfPort(code);
    const most = detail.reasons.find((each) => each.reason === reason)?.attempts ?? 0;
    return most === 0 ? '' : most === 1 ? '1 try' : `≤ ${describeTries(most)}`;
  };
  return (
    <Panel title="Runs of ports">
      <table className="host-table host-runs">
        <thead className="visually-hidden">
          <tr>
            <th>Ports</th>
            <th>State</th>
            <th>Reason</th>
            <th>Tries</th>
            <th>Count</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow
              key={run.from}
              words={describeRun(run)}
              tries={tries(run.code, run.count, run.from)}
              onShow={() => onShow(run.from)}
            />
          ))}
          {rest.map((group) => (
            <RunRow
              key={`scattered ${group.code}`}
              words={describeScattered(group)}
              tries={tries(group.code, group.count, group.first[0] ?? 0)}
              onShow={() => onShow(group.first[0] ?? 0)}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface RunRowProps {
  readonly words: RunWords;
  readonly tries: string;
  readonly onShow: () => void;
}

function RunRow({ words, tries, onShow }: RunRowProps) {
  return (
    <tr onClick={onShow}>
      <td className="mono">{words.ports}</td>
      <td>
        <StateLabel state={words.state} />
      </td>
      <td className="host-runs-reason">
        {words.reason ?? 'no verdict'} {words.reason === null ? null : <ReasonHelp reason={words.reason} />}
      </td>
      <td>{tries}</td>
      <td className="mono">{formatCount(words.count)}</td>
    </tr>
  );
}
