import { Modal } from '@mantine/core';
import { keysOf, type CommandGroup } from '../../src-shared/contract/app-commands.ts';
import { offeredCommands } from '../state/commands/command-table.ts';
import { hostKind, isMac } from '../state/commands/platform.ts';
import { Keys } from '../components/keys.tsx';
import { useAppState } from '../state/use-app-state.tsx';
import '../components/confirm-dialog.css';
import './shortcuts-dialog.css';

const GROUPS: readonly CommandGroup[] = ['Scan', 'Results', 'Tabs', 'Go to', 'Window'];

/** Keys that belong to a place rather than to a command. */
const IN_PLACE = [
  { keys: 'Enter', label: 'In the form: start the scan' },
  { keys: 'ArrowDown', label: 'In a table: next line' },
  { keys: 'Escape', label: 'Close a panel, a menu or a dialog' },
];

/** Every command that has keys, from the one table. */
export function ShortcutsDialog() {
  const close = useAppState((state) => state.showOverlay);
  const host = hostKind();
  const commands = offeredCommands().flatMap((command) => {
    const keys = keysOf(command, host);
    return keys === null ? [] : [{ ...command, shown: keys }];
  });
  return (
    // Not Modal itself: its header would be a second banner of the page.
    <Modal.Root
      opened
      onClose={() => close(null)}
      size={720}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'shortcuts', body: 'shortcuts-body' }}
    >
      <Modal.Overlay className="confirm-overlay" />
      <Modal.Content>
        <div className="shortcuts-head">
          <Modal.Title className="confirm-title">Keyboard shortcuts</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>
          {GROUPS.map((group) => (
            <Group
              key={group}
              name={group}
              lines={commands
                .filter((command) => command.group === group)
                .map(({ id, label, shown }) => ({ id, label, keys: shown }))}
            />
          ))}
          <Group name="Everywhere" lines={IN_PLACE.map((line) => ({ ...line, id: line.keys }))} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Group(props: { name: string; lines: readonly { id: string; label: string; keys: string }[] }) {
  if (props.lines.length === 0) return null;
  return (
    <section className="shortcuts-group">
      <h3>{props.name}</h3>
      <dl>
        {props.lines.map(({ id, label, keys }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} isMac={isMac()} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
