import { Flag } from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';

/** As many as fit beside a note. */
const SHOWN_TAGS = 3;

export interface RunMarksProps {
  run: RunSummary;
  isBaseline: boolean;
}

/** A run's tags and its note in a line. */
export function RunMarks({ run: { tags, note }, isBaseline }: RunMarksProps) {
  const more = tags.length - SHOWN_TAGS;
  return (
    <span className="run-marks" title={[tags.join(', '), note].filter((part) => part !== '').join('\n')}>
      {isBaseline ? (
        <span className="run-baseline">
          <Flag size={11} aria-hidden />
          baseline
        </span>
      ) : null}
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span key={tag} className="run-tag">
          {tag}
        </span>
      ))}
      {more > 0 ? <span className="run-tag">+{more}</span> : null}
      <span className="run-note">{note}</span>
    </span>
  );
}
