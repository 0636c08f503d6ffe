import type { ReactNode } from 'react';
import './chip.css';

export interface ChipProps {
  pressed: boolean;
  onToggle: () => void;
  children: ReactNode;
  /** Shown after the word, fainter: already formatted. */
  count?: string;
  disabled?: boolean;
}

/** A filter that is on or off. */
export function Chip({ pressed, onToggle, children, count, disabled = false }: ChipProps) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={onToggle} disabled={disabled}>
      {children}
      {count === undefined ? null : <span className="chip-count">{count}</span>}
    </button>
  );
}
