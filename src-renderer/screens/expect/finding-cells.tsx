/** The cells of a finding: which port, what is not as agreed, what was seen, and where the file says so. */
import {
  isViolation,
  type Finding,
  type FindingKind,
} from '../../../src-shared/scan/expect/expect-finding.ts';
import { formatPlural } from '../../components/format.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { detailOf, type FindingLine } from './finding-lines.ts';
import './finding-cells.css';

const WORDS: Readonly<Record<FindingKind, string>> = {
  'unexpected-open': 'should not be open',
  'missing-open': 'should be open',
  'unexpected-host': 'should not answer',
  'missing-host': 'should answer',
  doubtful: 'in doubt',
  'not-judged': 'not judged',
};

export function HostHeading({ line }: { line: Extract<FindingLine, { line: 'host' }> }) {
  const { address, hostName, count } = line;
  return (
    <h2 className="finding-host">
      {hostName ?? address}
      {hostName === null ? null : <span className="mono">{address}</span>}
      <em>{formatPlural(count, 'finding')}</em>
    </h2>
  );
}

export function FindingPort({ finding }: { finding: Finding }) {
  const { port, lastPort, service } = finding;
  if (port === null) return <i className="finding-whole">whole host</i>;
  return (
    <div className="finding-lines">
      <b className="mono">{port === lastPort ? port : `${port}–${lastPort}`}</b>
      <small>{service ?? ''}</small>
    </div>
  );
}

/** A filled sign for what is wrong, a dashed ring for what is not known; the words say it too. */
export function FindingWhat({ finding }: { finding: Finding }) {
  const { kind, message } = finding;
  const isWrong = isViolation(kind);
  return (
    <div className="finding-what" data-wrong={isWrong}>
      {isWrong ? <i className="finding-sign" aria-hidden /> : <StateMark state="unknown" />}
      <div className="finding-lines">
        <b>{WORDS[kind]}</b>
        <small title={message}>{detailOf(finding)}</small>
      </div>
    </div>
  );
}

export function FindingSeen({ finding }: { finding: Finding }) {
  const { kind, state, reason } = finding;
  if (state === null) {
    if (kind === 'unexpected-host') return <span className="finding-up">up</span>;
    if (kind === 'missing-host') return <StateLabel state="unknown" />;
    return <StateLabel state="not-scanned" />;
  }
  return (
    <div className="finding-lines">
      <StateLabel state={state} />
      <small className="finding-reason">{reason}</small>
    </div>
  );
}

export function FindingPlace({ finding: { place, rule } }: { finding: Finding }) {
  if (place === null) return <span className="finding-no-rule">no rule</span>;
  return (
    <div className="finding-lines">
      <span className="mono">
        {place.line}:{place.column}
      </span>
      <small title={rule ?? undefined}>{rule ?? ''}</small>
    </div>
  );
}
