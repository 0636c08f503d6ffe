import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { PORT_PRESETS } from '../../../src-shared/scan/port-presets.ts';
import { Chip } from '../../components/chip.tsx';
import { portsWord } from '../../components/describe-run.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useRefusal } from './use-refusal.ts';
import { usePortsProblem } from './use-ports-problem.ts';

const PRESETS = [
  { name: 'top:100', label: 'Top 100' },
  { name: 'top:1000', label: 'Top 1000' },
  ...PORT_PRESETS,
  { name: '-', label: 'All' },
];

/** The ports that a new scan starts with: a preset at once, anything else when it is said to be kept. */
export function DefaultPorts() {
  const heading = useId();
  const kept = useAppState((state) => state.settings.ports);
  const change = useAppState((state) => state.keepSettings);
  const [refused, setRefused] = useRefusal();
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft ?? kept;
  const problem = usePortsProblem(typed);
  const dirty = draft !== null && draft.trim() !== kept;
  const keep = async (ports: string) => {
    setDraft(ports);
    const why = await change({ ports });
    setRefused(why);
    // What was not kept stays typed.
    if (why === null) setDraft(null);
  };
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>Ports of new scans</h2>
      <div>
        <form
          className="settings-ports"
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty && problem === null) void keep(typed.trim());
          }}
        >
          <TextInput
            aria-label="Default ports"
            className="settings-ports-field"
            value={typed}
            maxLength={4_096}
            spellCheck={false}
            autoComplete="off"
            error={problem ?? refused ?? undefined}
            onChange={(event) => {
              setRefused(null);
              setDraft(event.currentTarget.value);
            }}
          />
          <Button type="submit" variant="default" disabled={!dirty || problem !== null}>
            Keep
          </Button>
        </form>
        <div className="settings-presets" role="group" aria-label="Presets">
          {PRESETS.map(({ name, label }) => (
            <Chip key={name} pressed={portsWord(typed) === portsWord(name)} onToggle={() => void keep(name)}>
              {label}
            </Chip>
          ))}
        </div>
      </div>
    </section>
  );
}
