import type { Reason } from '../../src-shared/scan/port-state.ts';
import './reason-link.css';

export interface ReasonLinkProps {
  reason: Reason;
  /** In a table that the arrow keys walk through: not a stop of its own on the Tab key's way. */
  inTable?: boolean;
}

/** A reason word, leading to its page in Learn. */
export function ReasonLink({ reason, inTable = false }: ReasonLinkProps) {
  return (
    <a
      className={inTable ? 'reason-link result-reason' : 'reason-link mono'}
      href={`#/learn/${reason}`}
      title={`What ${reason} means`}
      tabIndex={inTable ? -1 : undefined}
      onClick={(event) => event.stopPropagation()}
    >
      {reason}
    </a>
  );
}
