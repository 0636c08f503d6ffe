import type { Reason } from '../../src-shared/scan/port-state.ts';
import './reason-link.css';

export interface ReasonLinkProps {
  reason: Reason;
  /**
   * `mono` among text. `plain` where it stands beside a mark. `table`: in a table that the arrow keys walk through, not
   * a stop of its own on the Tab key's way.
   */
  look?: 'mono' | 'plain' | 'table';
}

const CLASSES = {
  mono: 'reason-link mono',
  plain: 'reason-link',
  table: 'reason-link result-reason',
} as const;

/** A reason word, leading to its page in Learn. */
export function ReasonLink({ reason, look = 'mono' }: ReasonLinkProps) {
  return (
    <a
      className={CLASSES[look]}
      href={`#/learn/${reason}`}
      title={`What ${reason} means`}
      tabIndex={look === 'table' ? -1 : undefined}
      onClick={(event) => event.stopPropagation()}
    >
      {reason}
    </a>
  );
}
