import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import type { RunTimeline, TimelinePort } from '../../../src-shared/scan/run-timeline.ts';
import {
  stretchAt,
  stretchesOfHost,
  stretchesOfPort,
  type Stretch,
} from '../../charts/series/strip-stretches.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { noteOf } from './line-words.ts';
import type { RunWords } from './run-words.ts';
import { portsLabel } from './series-lines.ts';
import { StripStateLabel } from './strip-state.tsx';
import './picked-line.css';

interface PickedLineProps {
  readonly timeline: RunTimeline;
  readonly words: RunWords;
}

/** The latest of a long story. */
const MOST = 40;

/** The story of the line that was picked, latest first; each part leads to its first run. */
export function PickedLine({ timeline, words }: PickedLineProps) {
  const store = useAppStore();
  const picked = useAppState(({ series }) => series.picked);
  const at = useAppState(({ series }) => series.at);
  if (!picked) return null;
  const { address, port: number } = picked;
  const port = timeline.ports.find((one) => one.address === address && one.port === number);
  const host = timeline.hosts.find((one) => one.address === address);
  const line = number === null ? host : port;
  if (!line) return null;
  const stretches = number === null && host ? stretchesOfHost(host) : port ? stretchesOfPort(port) : [];
  const now = stretchAt(stretches, at);
  const told = stretches.toReversed();
  const scanId = timeline.runs[at]?.scanId ?? '';
  return (
    <section className="picked-line" aria-label="Chosen line">
      <header>
        <h3>
          {line.hostName ?? address}
          {port ? <span className="mono">{portsLabel(port)}</span> : null}
        </h3>
        <ActionIcon
          size={20}
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => store.getState().pickLine(null)}
        >
          <X size={12} aria-hidden />
        </ActionIcon>
      </header>
      <p>
        {[
          port?.group ? `${formatCount(port.group.count)} ports, always alike` : port?.service,
          line.hostName === null ? null : address,
          port?.flapping ? 'goes to and fro' : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ol>
        {told.slice(0, MOST).map((stretch) => (
          <li key={stretch.from}>
            <button
              type="button"
              aria-current={stretch === now ? 'true' : undefined}
              onClick={() => store.getState().goToRun(stretch.from)}
            >
              <StripStateLabel state={stretch.state} />
              <time>{spanWord(stretch, timeline.runs.length, words)}</time>
              <small>{detailOf(stretch, stretches)}</small>
            </button>
          </li>
        ))}
      </ol>
      {told.length > MOST ? (
        <p>and {formatPlural(told.length - MOST, 'earlier stretch', 'earlier stretches')}</p>
      ) : null}
      <Unlisted line={line} words={words} />
      {number === null || (now && now.state !== 'not-asked') ? (
        <Button
          variant="default"
          fullWidth
          onClick={() => {
            store.getState().openScan(scanId, number === null ? address : undefined);
            if (number !== null) void store.getState().choosePort(scanId, address, number);
          }}
        >
          {number === null ? 'Open the host in this run' : 'Open the port in this run'}
        </Button>
      ) : null}
    </section>
  );
}

/** Of a line that changes again and again, the earliest changes are in its strip alone: no mark and no list has them. */
function Unlisted({
  line,
  words,
}: {
  line: Pick<TimelinePort, 'changes' | 'totalChanges'>;
  words: RunWords;
}) {
  const { changes, totalChanges } = line;
  const [first] = changes;
  if (!first || changes.length === totalChanges) return null;
  return (
    <p className="picked-line-unlisted">
      Marks and reasons are kept of the latest {formatCount(changes.length)} of {formatCount(totalChanges)}{' '}
      changes, from {words.short(first.run)} on.
    </p>
  );
}

/** "since 14 Nov", "18 Oct to 13 Nov", "14 Nov". */
function spanWord({ from, to }: Stretch, runs: number, words: RunWords): string {
  if (to === runs - 1) return from === 0 ? 'always' : `since ${words.short(from)}`;
  return from === to ? words.short(from) : `${words.short(from)} to ${words.short(to)}`;
}

function detailOf(stretch: Stretch, all: readonly Stretch[]): string {
  const runs = formatPlural(stretch.to - stretch.from + 1, 'run');
  const note = stretch.mark === null ? '' : noteOf(stretch, all);
  const open = stretch.open === null ? '' : formatPlural(stretch.open, 'open port');
  return [open, runs, note].filter(Boolean).join(', ');
}
