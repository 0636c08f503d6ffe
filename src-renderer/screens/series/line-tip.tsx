import { stretchAt } from '../../charts/series/strip-stretches.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { noteOf, stripStateWord, whenWord } from './line-words.ts';
import type { RunWords } from './run-words.ts';
import { lineName, type SeriesLine } from './series-lines.ts';
import { StripStateLabel } from './strip-state.tsx';
import './line-tip.css';

interface LineTipProps {
  readonly line: SeriesLine;
  readonly run: number;
  readonly runs: number;
  readonly words: RunWords;
}

/** What a port or host was in a run, since when, and what to know about it. */
export function LineTip({ line, run, runs, words }: LineTipProps) {
  const stretch = stretchAt(line.stretches, run);
  if (!stretch) return null;
  const note = noteOf(stretch, line.stretches);
  const many = line.port?.group ? `${formatCount(line.port.group.count)} ports, always alike` : null;
  const detail = [many ?? line.port?.service, line.hostName === null ? null : line.address]
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="line-tip">
      <p>
        <b>{line.group}</b>
        {line.label === '' ? null : <b className="mono">{line.label}</b>}
        {detail === '' ? null : <span>{detail}</span>}
      </p>
      <p>
        <StripStateLabel state={stretch.state} />
        <span>
          {stretch.open === null ? '' : `${formatPlural(stretch.open, 'open port')}, `}
          {whenWord(stretch, runs, words)}
        </span>
      </p>
      {note === '' ? null : (
        <p data-inferred={stretch.state === 'doubtful' || stretch.state === 'gone-perhaps' || undefined}>
          {note}
        </p>
      )}
      {line.flapping ? <p>Goes to and fro: {formatCount(line.changes)} changes so far.</p> : null}
    </div>
  );
}

/** The same in one sentence: "db-primary.lan 6379: open, runs 3 to 17, since 14 Nov". */
export function sayLine(line: SeriesLine, run: number, runs: number, words: RunWords): string {
  const stretch = stretchAt(line.stretches, run);
  if (!stretch) return lineName(line);
  const open = stretch.open === null ? '' : `, ${formatPlural(stretch.open, 'open port')}`;
  const note = noteOf(stretch, line.stretches);
  const parts = [`${stripStateWord(stretch.state)}${open}`, whenWord(stretch, runs, words)];
  if (note !== '') parts.push(note);
  if (line.flapping) parts.push('goes to and fro');
  return `${lineName(line)}: ${parts.join(', ')}`;
}
