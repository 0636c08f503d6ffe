import type { Alternative, VerdictStory } from '../../../src-shared/scan/verdict-story.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { StateLabel } from '../../components/state-label.tsx';

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
        <table>
          <tbody>
            {story.witnesses.map(({ tool, states, note }) => (
              <tr key={tool}>
                <th scope="row">{tool === 'Portolan' ? tool : <code>{tool}</code>}</th>
                <td>
                  {states.map((state) => (
                    <StateLabel key={state} state={state} />
                  ))}
                </td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
