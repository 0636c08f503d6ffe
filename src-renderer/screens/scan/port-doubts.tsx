import type { Alternative, VerdictStory } from '../../../src-shared/scan/verdict-story.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { WitnessTable } from '../../components/witness-table.tsx';

const STANDING_WORDS: Record<Alternative['standing'], string> = {
  possible: 'Possible',
  unlikely: 'Unlikely',
  'ruled-out': 'Ruled out',
};

/** What else could explain the verdict, what other tools would say, and how to find out. */
export function PortDoubts({ story }: { story: VerdictStory }) {
  return (
    <>
      <section className="port-doubts">
        <h3>What else could explain it</h3>
        <ul>
          {story.alternatives.map(({ text, standing, because }) => (
            <li key={text}>
              {text}{' '}
              <em>
                <b>{STANDING_WORDS[standing]}:</b> {because}.
              </em>
            </li>
          ))}
        </ul>
      </section>
      <section className="port-doubts">
        <h3>What would decide</h3>
        <WitnessTable witnesses={story.witnesses} />
        <CommandLine command={story.nmapCommand} />
        {story.checks.map(({ text, command }) => (
          <div key={text} className="port-doubts-check">
            <p>{text}</p>
            {command === null ? null : <CommandLine command={command} />}
          </div>
        ))}
      </section>
    </>
  );
}
