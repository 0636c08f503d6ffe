import type { VerdictStory } from '../../src-shared/scan/verdict-story.ts';
import { StateLabel } from './state-label.tsx';
import './witness-table.css';

/** What other tools would say of the same port, and why. */
export function WitnessTable({ witnesses }: { witnesses: VerdictStory['witnesses'] }) {
  return (
    <table className="witness-table">
      <tbody>
        {witnesses.map(({ tool, states, note }) => (
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
  );
}
