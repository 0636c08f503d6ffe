import { TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import type { HostDetail } from '../../../src-shared/scan/host-detail.ts';
import type { PolicyFingerprint } from '../../../src-shared/scan/policy-fingerprint.ts';
import type { PortRuns } from '../../../src-shared/scan/port-runs.ts';
import { PortRibbon } from '../../charts/port-ribbon.tsx';
import { formatCount, formatPlural, formatRoundTrip } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { HostRuns } from './host-runs.tsx';
import './host-facts.css';

interface HostFactsProps {
  readonly detail: HostDetail;
  readonly codes: Uint8Array;
  readonly policy: PolicyFingerprint;
  readonly runs: PortRuns;
  /** Puts the map's crosshair on a port. */
  readonly onShow: (port: number) => void;
  readonly onOpen: (port: number) => void;
}

/** What the map means: warnings, the policy with its evidence, runs of ports, open ports. */
export function HostFacts({ detail, codes, policy, runs, onShow, onOpen }: HostFactsProps) {
  return (
    <div className="host-facts" tabIndex={0} role="region" aria-label="What is known of it">
      <div className="host-facts-columns">
        <div>
          <Warnings detail={detail} />
          <Policy codes={codes} policy={policy} />
          <HostRuns detail={detail} runs={runs} onShow={onShow} />
        </div>
        <OpenPorts detail={detail} onOpen={onOpen} />
      </div>
    </div>
  );
}

function Warnings({ detail: { warnings } }: { readonly detail: HostDetail }) {
  if (warnings.length === 0) return null;
  return (
    <Panel title={warnings.length === 1 ? 'Warning' : 'Warnings'}>
      <ul className="host-warnings">
        {warnings.map(({ code, message }) => (
          <li key={code + message}>
            <TriangleAlert size={13} aria-hidden />
            {message}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Policy({ codes, policy }: { readonly codes: Uint8Array; readonly policy: PolicyFingerprint }) {
  return (
    <Panel title="Policy">
      <p className="host-policy">
        {policy.parts.map(({ text, kind }) =>
          kind === 'plain' ? (
            text
          ) : kind === 'claim' ? (
            <b key={text}>{text}</b>
          ) : (
            <Ports key={text} text={text} />
          ),
        )}
      </p>
      <PortRibbon
        codes={codes}
        openPorts={policy.openPorts}
        name="States by port on a log scale; the runs of ports below say the same"
      />
      <div className="host-evidence">
        {policy.evidence === '' ? null : <p>{policy.evidence}</p>}
        {policy.notes.map((note) => (
          <p key={note} data-inferred>
            {note}
          </p>
        ))}
      </div>
    </Panel>
  );
}

/** "22, 80, 139": figures in their own type, the commas between them in that of the sentence. */
function Ports({ text }: { readonly text: string }) {
  return text.split(', ').map((port, at) => (
    <Fragment key={port}>
      {at > 0 ? ', ' : ''}
      <span className="mono">{port}</span>
    </Fragment>
  ));
}

/** More rows than fit on two screens are read in the results table. */
const MAX_OPEN_ROWS = 200;

function OpenPorts({ detail, onOpen }: Pick<HostFactsProps, 'detail' | 'onOpen'>) {
  const { open } = detail.host.counts;
  const rows = detail.rows.filter(({ state }) => state === 'open').slice(0, MAX_OPEN_ROWS);
  // Without a greeting there is no column for greetings.
  const greeted = rows.some(({ banner }) => banner !== undefined && banner !== null);
  return (
    <Panel title="Open ports" aside={formatCount(open)}>
      {rows.length === 0 ? (
        <p className="host-none">No port of this host is known to be open.</p>
      ) : (
        <table className="host-table host-open-ports">
          <thead className="visually-hidden">
            <tr>
              <th>Port</th>
              <th>Service</th>
              <th>Round-trip</th>
              {greeted ? <th>Banner</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ port, service, rttMs, banner }) => (
              <tr key={port} onClick={() => onOpen(port)}>
                <td className="mono">
                  <button type="button" aria-label={`Port ${port}: tell its story`}>
                    {port}
                  </button>
                </td>
                <td>{service ?? '—'}</td>
                <td className="mono">{formatRoundTrip(rttMs)}</td>
                {greeted ? (
                  <td className="mono host-banner" title={banner}>
                    {banner ?? ''}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open > rows.length ? (
        <p className="host-none">and {formatPlural(open - rows.length, 'more open port')}, in the results.</p>
      ) : null}
    </Panel>
  );
}
