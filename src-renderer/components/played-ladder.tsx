/** The handshake ladder with its key, to be played step by step on request. */
import { Play, StepForward } from 'lucide-react';
import { useRef } from 'react';
import type { VerdictStory } from '../../src-shared/scan/verdict-story.ts';
import { HandshakeLadder } from './handshake-ladder.tsx';
import { useElementSize } from './use-element-size.ts';
import { usePlayback } from './use-playback.ts';
import './played-ladder.css';

export interface PlayedLadderProps {
  story: Pick<VerdictStory, 'lanes' | 'steps' | 'certainty'>;
  /** Says how sure the verdict is, beside the key. */
  withCertainty?: boolean;
}

/** At rest everything is drawn. Who prefers no motion steps through by hand instead. */
export function PlayedLadder({ story, withCertainty = false }: PlayedLadderProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const { shown, byHand, advance } = usePlayback(story.steps.length);
  const Icon = byHand ? StepForward : Play;
  return (
    <div className="played-ladder" ref={box}>
      {width > 0 ? (
        <HandshakeLadder
          lanes={story.lanes}
          steps={story.steps}
          width={Math.floor(width)}
          {...(shown === null ? {} : { shown })}
        />
      ) : null}
      <div className="ladder-key">
        <span>
          <svg width="26" height="8" aria-hidden>
            <path d="M0 4h26" />
          </svg>
          observed
        </span>
        <span data-inferred>
          <svg width="26" height="8" aria-hidden>
            <path d="M0 4h26" />
          </svg>
          inferred
        </span>
        {withCertainty ? <span className="ladder-key-sure">{story.certainty}</span> : null}
        <button type="button" className="ladder-play" onClick={advance}>
          <Icon size={11} aria-hidden />
          {byHand ? 'Step' : 'Play'}
        </button>
      </div>
    </div>
  );
}
