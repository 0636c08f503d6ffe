import { Button } from '@mantine/core';
import { FileInput, Save } from 'lucide-react';
import { type DragEvent, useMemo, useRef, useState } from 'react';
import type { Place } from '../../../src-shared/scan/expect/expectations.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { type Reveal, TextEditor, type TextMark } from '../../components/text-editor.tsx';
import { useAppState } from '../../state/use-app-state.tsx';
import type { RunCheck } from '../../state/expect-slice.ts';
import './expect-file.css';

export interface ExpectFileProps {
  readonly scanId: string;
  readonly check: RunCheck;
  /** The place of the finding that is chosen. */
  readonly here: Place | null;
  readonly reveal: Reveal | null;
  readonly onReveal: (reveal: Reveal) => void;
}

const PROBLEMS_ID = 'expectation-problems';

/** The expectation file, to be read and changed beside what it says of the run. */
export function ExpectFile({ scanId, check, here, reveal, onReveal }: ExpectFileProps) {
  const text = useAppState((state) => state.expect.text);
  const typeExpectations = useAppState((state) => state.typeExpectations);
  const { problems } = check;
  const marks = useMemo(
    () => [
      ...(here && problems.length === 0 ? [{ place: here, tone: 'here' } satisfies TextMark] : []),
      ...problems.map(({ place }) => ({ place, tone: 'wrong' }) satisfies TextMark),
    ],
    [problems, here],
  );
  const { dropping, ...drop } = useFileDrop();
  return (
    <section
      className="expect-file"
      aria-label="Expectation file"
      data-dropping={dropping || undefined}
      {...drop}
    >
      <FileBar />
      <TextEditor
        name="Expectations"
        value={text}
        onChange={(value) => typeExpectations(scanId, value)}
        marks={marks}
        reveal={reveal}
        describedBy={PROBLEMS_ID}
      />
      {problems.length > 0 ? (
        <ol className="expect-problems" id={PROBLEMS_ID} aria-label="Mistakes in the file">
          {problems.map(({ message, place }) => (
            <li key={`${place.line} ${place.column} ${message}`}>
              <button type="button" onClick={() => onReveal({ place, focus: true })}>
                <span className="mono">
                  {place.line}:{place.column}
                </span>
                <span>{message}</span>
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <footer className="expect-script">
          <span>In a script, or in continuous integration</span>
          <CommandLine command={`portolan check expectations.yaml --run ${scanId}`} />
        </footer>
      )}
    </section>
  );
}

function FileBar() {
  const chooser = useRef<HTMLInputElement>(null);
  const takeExpectations = useAppState((state) => state.takeExpectations);
  const saveExpectations = useAppState((state) => state.saveExpectations);
  const isEmpty = useAppState((state) => state.expect.text.trim() === '');
  const isOwn = useAppState((state) => state.expect.isOwn);
  return (
    <header className="expect-file-bar">
      <h2>
        The file
        {isOwn || isEmpty ? null : (
          <small title="This series has no file of its own yet: what you change here is kept for it alone.">
            as last used elsewhere
          </small>
        )}
      </h2>
      <Button
        variant="default"
        size="xs"
        leftSection={<FileInput size={13} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        Open file
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<Save size={13} aria-hidden />}
        disabled={isEmpty}
        onClick={() => void saveExpectations()}
      >
        Save file
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".yaml,.yml,application/yaml"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void takeExpectations(file);
        }}
      />
    </header>
  );
}

/** Whatever is dropped here is an expectation file, whatever it is called. */
function useFileDrop() {
  const [dropping, setDropping] = useState(false);
  const takeExpectations = useAppState((state) => state.takeExpectations);
  return {
    dropping,
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop(event: DragEvent) {
      setDropping(false);
      const file = event.dataTransfer.files[0];
      if (!file) return;
      event.preventDefault();
      void takeExpectations(file);
    },
  };
}
