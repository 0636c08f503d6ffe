import { Button } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useEffect } from 'react';
import { PRACTICE_KINDS, PRACTICE_LESSONS } from '../../../src-shared/scan/practice-range.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useAppState } from '../../state/use-app-state.tsx';
import './practice-strip.css';

/** The practice range on one line: what is in it, and the button that opens and scans it. */
export function PracticeStrip({ title = 'Practice range' }: { title?: string }) {
  const practice = useAppState((state) => state.learn.practice);
  const busy = useAppState((state) => state.learn.busy);
  const fault = useAppState((state) => state.learn.fault);
  const online = useAppState((state) => state.connection.status === 'online');
  const loadPractice = useAppState((state) => state.loadPractice);
  const startPractice = useAppState((state) => state.startPractice);
  const stopPractice = useAppState((state) => state.stopPractice);
  useEffect(() => {
    if (online) loadPractice().catch(() => {});
  }, [loadPractice, online]);
  const ports = practice?.ports ?? [];
  const running = ports.length > 0;
  const shown = running ? ports : PRACTICE_KINDS.map((kind) => ({ kind, port: null }));
  return (
    <section className="practice-strip" aria-labelledby="practice-heading">
      <div className="practice-strip-head">
        <div>
          <h2 id="practice-heading">{title}</h2>
          <p role="status">
            {running
              ? 'Running on 127.0.0.1. It ends with Portolan.'
              : 'Ports that Portolan opens on 127.0.0.1. No root, nothing leaves the machine.'}
          </p>
        </div>
        {running ? (
          <Button
            variant="default"
            leftSection={<Square size={11} aria-hidden />}
            onClick={() => void stopPractice()}
          >
            Stop
          </Button>
        ) : null}
        <Button
          leftSection={<Play size={13} aria-hidden />}
          aria-busy={busy}
          onClick={() => void startPractice()}
        >
          {running ? 'Scan again' : 'Start and scan'}
        </Button>
      </div>
      {fault === null ? null : (
        <p className="practice-strip-fault" role="alert">
          {fault}
        </p>
      )}
      <ul>
        {shown.map(({ kind, port }) => {
          const { name, does, state } = PRACTICE_LESSONS[kind];
          return (
            <li key={kind}>
              <StateMark state={state} size={11} />
              <span>
                <b>{name}</b> {port === null ? null : <span className="mono">{port}</span>}
                <em>{does}</em>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
