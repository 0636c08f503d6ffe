import { FileDown } from 'lucide-react';
import './imported-mark.css';

/** Says that a run was scanned elsewhere, and from which file it came. */
export function ImportedMark({ from }: { from: string }) {
  return (
    <span className="imported-mark" title={`Imported from ${from}: scanned elsewhere, not by this program`}>
      <FileDown size={13} aria-hidden /> Imported from {from}
    </span>
  );
}
