import { ArrowRight } from 'lucide-react';
import { StateLabel } from '../../components/state-label.tsx';
import type { ComparedHost } from '../../state/compared-host-slice.ts';
import { describeSide } from './side-words.ts';
import './map-readout.css';

interface MapReadoutProps {
  readonly compared: ComparedHost;
  /** Under the pointer, or chosen; null: none. */
  readonly port: number | null;
}

/** One port in both runs in a line, for the pointer; the maps say it to a screen reader themselves. */
export function MapReadout({ compared, port }: MapReadoutProps) {
  if (port === null) {
    return <p className="map-readout map-readout-hint">Point at a port, or move with the arrow keys.</p>;
  }
  const before = describeSide(compared.before, port);
  const after = describeSide(compared.after, port);
  return (
    <p className="map-readout">
      <b className="mono">{port}</b>
      {after.service ?? before.service}
      <StateLabel state={before.state} />
      <small>{before.reason}</small>
      <ArrowRight size={13} aria-hidden />
      <StateLabel state={after.state} />
      <small>{after.reason}</small>
    </p>
  );
}
