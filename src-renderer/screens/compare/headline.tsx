import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { furtherChanges } from './further-changes.ts';
import './headline.css';

/** The comparison in one line, its numbers in the ink of change; under it what the line leaves out. */
export function Headline({ diff, busy }: { diff: ScanDiff; busy: boolean }) {
  const further = furtherChanges(diff);
  return (
    <section className="headline" aria-label="What changed" aria-live="polite" aria-busy={busy}>
      <h2>{withNumbers(diff.headline)}</h2>
      {further === '' ? null : <p>{further}</p>}
    </section>
  );
}

function withNumbers(sentence: string) {
  let offset = 0;
  return sentence.split(/(\d[\d,]*)/).map((part) => {
    const key = offset;
    offset += part.length;
    return /^\d/.test(part) ? <b key={key}>{part}</b> : part;
  });
}
