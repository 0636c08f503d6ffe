import { Play } from 'lucide-react';
import { useRef, useState } from 'react';
import type { VerdictStory } from '../../../src-shared/scan/explain-verdict.ts';
import { HandshakeLadder } from '../../components/handshake-ladder.tsx';
import { useElementSize } from '../../components/use-element-size.ts';
import './port-drawing.css';

/** The handshake behind a verdict, to look at or to be played step by step, and what its lines mean. */
export function PortDrawing({ story }: { story: VerdictStory }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const [play, setPlay] = useState(0);
  return (
    <div className="port-drawing" ref={box}>
      {width > 0 ? (
        <HandshakeLadder lanes={story.lanes} steps={story.steps} width={Math.floor(width)} play={play} />
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
        <button type="button" className="ladder-play" onClick={() => setPlay(play + 1)}>
          <Play size={11} aria-hidden /> {play === 0 ? 'Play' : 'Play again'}
        </button>
        <span className="ladder-key-sure">{story.certainty}</span>
      </div>
    </div>
  );
}
