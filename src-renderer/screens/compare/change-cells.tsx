/** The cells of a change: whose port, what it was, what it is. */
import { ArrowRight } from 'lucide-react';
import type { HostChange, PortChange, Verdict } from '../../../src-shared/scan/scan-diff.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { ChangeLine } from './change-lines.ts';
import { UNASKED_WORDS, type Unasked } from './unasked.ts';
import './change-cells.css';

export function ChangedPlace({ line }: { line: ChangeLine }) {
  if (line.line === 'port') return <ChangedPort change={line.change} />;
  if (line.line === 'host') return <ChangedHost change={line.change} />;
  return null;
}

function ChangedPort({ change }: { change: PortChange }) {
  const service = change.after?.service ?? change.before?.service ?? null;
  const range = change.lastPort > change.port;
  return (
    <div className="change-place" data-quiet={change.kind === 'not-comparable'}>
      <span>
        <b>{change.hostName ?? change.address}</b>
        <span className="mono change-port">{change.port}</span>
      </span>
      <small>
        {range
          ? `to ${change.lastPort}${change.count < change.lastPort - change.port + 1 ? `, ${formatCount(change.count)} of them` : ''}`
          : (service ?? '')}
        {change.hostName === null ? '' : `${range || service ? ' · ' : ''}${change.address}`}
      </small>
    </div>
  );
}

function ChangedHost({ change }: { change: HostChange }) {
  return (
    <div className="change-place" data-quiet={change.kind.startsWith('not-scanned')}>
      <b>{change.hostName ?? change.address}</b>
      <small>
        {formatPlural(change.openPorts.length, 'open port')}
        {change.hostName === null ? '' : ` · ${change.address}`}
      </small>
    </div>
  );
}

export type WhyUnasked = (change: PortChange) => Unasked;

interface ChangedSideProps {
  readonly line: ChangeLine;
  readonly side: 'before' | 'after';
  /** Why a run has no verdict of a port. */
  readonly whyUnasked: WhyUnasked;
}

/** One side of a change. */
export function ChangedSide({ line, side, whyUnasked }: ChangedSideProps) {
  if (line.line === 'kind') return null;
  return (
    <div className="change-side" data-side={side}>
      {side === 'after' ? <ArrowRight size={13} className="change-arrow" aria-label="became" /> : null}
      {line.line === 'port' ? (
        <PortSide verdict={line.change[side]} change={line.change} whyUnasked={whyUnasked} />
      ) : (
        <HostSide change={line.change} side={side} />
      )}
    </div>
  );
}

interface PortSideProps {
  readonly verdict: Verdict;
  readonly change: PortChange;
  readonly whyUnasked: WhyUnasked;
}

function PortSide({ verdict, change, whyUnasked }: PortSideProps) {
  if (!verdict) {
    return (
      <div className="change-verdict">
        <StateLabel state="not-scanned" />
        <small>{UNASKED_WORDS[whyUnasked(change)]}</small>
      </div>
    );
  }
  return (
    <div className="change-verdict">
      <StateLabel state={verdict.state} />
      <small>{change.kind === 'service' ? (verdict.service ?? 'no service') : verdict.reason}</small>
    </div>
  );
}

const MOST_PORTS = 3;

/** The side on which a host is missing: asked and not there is one thing, not asked another. */
const MISSING_SIDE: Readonly<Record<HostChange['kind'], 'before' | 'after'>> = {
  appeared: 'before',
  gone: 'after',
  'may-be-new': 'before',
  'may-be-gone': 'after',
  'not-scanned-before': 'before',
  'not-scanned-after': 'after',
};

function HostSide({ change, side }: { change: HostChange; side: 'before' | 'after' }) {
  if (MISSING_SIDE[change.kind] !== side) return <PresentHost change={change} />;
  const status = change[side];
  if (change.kind.startsWith('not-scanned')) {
    return (
      <div className="change-verdict">
        <StateLabel state="not-scanned" />
        <small>{status === null ? '' : 'not asked to the end'}</small>
      </div>
    );
  }
  return (
    <div className="change-verdict">
      <span className="change-absent">
        <StateMark state="unknown" />
        {status === 'down' ? 'down' : 'no answer'}
      </span>
      <small>{change.kind.startsWith('may-be') ? 'may be lost packets' : 'asked, not there'}</small>
    </div>
  );
}

function PresentHost({ change }: { change: HostChange }) {
  const shown = change.openPorts.slice(0, MOST_PORTS).join(', ');
  const rest = change.openPorts.length - MOST_PORTS;
  return (
    <div className="change-verdict">
      {change.openPorts.length > 0 ? <StateLabel state="open" /> : <span className="change-up">up</span>}
      <small>{change.openPorts.length === 0 ? 'no open port' : rest > 0 ? `${shown} +${rest}` : shown}</small>
    </div>
  );
}
