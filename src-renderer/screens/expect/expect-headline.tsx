import { Check } from 'lucide-react';
import { formatPlural } from '../../components/format.ts';
import type { RunCheck } from '../../state/expect-slice.ts';
import './expect-headline.css';

/** The judgement in one line; where the file is wrong, that. */
export function ExpectHeadline({ check }: { readonly check: RunCheck }) {
  const { problems, result } = check;
  const wrong = problems.length > 0;
  return (
    <section
      className="expect-headline"
      aria-label="Judgement"
      aria-live="polite"
      data-wrong={wrong || undefined}
    >
      {wrong ? (
        <h2>
          <i aria-hidden />
          {formatPlural(problems.length, 'mistake')} in the file
        </h2>
      ) : result ? (
        <h2>
          {result.verdict === 'agreed' ? <Check size={22} strokeWidth={1.75} aria-hidden /> : null}
          <span>{withNumbers(result.headline, result.verdict === 'agreed')}</span>
        </h2>
      ) : (
        <h2 className="expect-headline-waiting">Judging…</h2>
      )}
      {wrong && result ? <p>The findings below are those of the file before it.</p> : null}
      {!wrong && result ? <p>{describeScope(result)}</p> : null}
    </section>
  );
}

function describeScope({ hosts, ports, verdict }: NonNullable<RunCheck['result']>): string {
  if (verdict === 'agreed') return 'No port is open that should not be, and all that must be open is.';
  const seen = `${formatPlural(hosts, 'host')} and ${formatPlural(ports, 'port')} of this run were judged`;
  return verdict === 'unsure' ? `${seen}. What could not be judged is neither right nor wrong.` : `${seen}.`;
}

/** The numbers of a deviation in the ink of change. */
function withNumbers(sentence: string, isPlain: boolean) {
  if (isPlain) return sentence;
  let offset = 0;
  return sentence.split(/(\d[\d,]*)/).map((part) => {
    const key = offset;
    offset += part.length;
    return /^\d/.test(part) ? <b key={key}>{part}</b> : part;
  });
}
