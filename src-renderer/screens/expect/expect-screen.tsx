/** A run against what should be: the file beside its findings. */
import { ActionIcon, Button } from '@mantine/core';
import { ArrowLeft, FileInput, PenLine, Type } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import { portsWord, targetsWord } from '../../components/describe-run.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import type { Reveal } from '../../components/text-editor.tsx';
import { NO_CHECK } from '../../state/expect-slice.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useScanView } from '../scan/use-scan-view.ts';
import { ExpectFile } from './expect-file.tsx';
import { ExpectHeadline } from './expect-headline.tsx';
import { keyOfFinding } from './finding-lines.ts';
import { FindingsTable } from './findings-table.tsx';
import './expect-screen.css';

/** Where nobody knows how to begin. */
const FIRST_LINES = `version: 1

# The first rule that matches a host is its rule. Ports that it does not name may not be open.
hosts:
  - match: any
    open:
      may: [22]
`;

export function ExpectScreen({ scanId }: { readonly scanId: string }) {
  const openExpectations = useAppState((state) => state.openExpectations);
  const { isKnown, isBegun } = useAppState((state) => state.expect);
  const status = useAppState((state) => state.scans.views[scanId]?.status ?? 'running');
  const isOver = isFinal(status);
  // What could not be asked is asked again on the next connection.
  const isOnline = useAppState((state) => state.connection.status === 'online');
  useEffect(() => {
    if (isOver && isOnline) void openExpectations(scanId);
  }, [openExpectations, scanId, isOver, isOnline]);
  const keepExpectations = useAppState((state) => state.keepExpectations);
  useEffect(() => {
    window.addEventListener('pagehide', keepExpectations);
    return () => {
      window.removeEventListener('pagehide', keepExpectations);
      keepExpectations();
    };
  }, [keepExpectations]);
  return (
    <>
      <ExpectHeader scanId={scanId} canWrite={isOver && isBegun} />
      {!isOver ? (
        <EmptyState title="The scan is not over">
          What is open and what is not is judged when it has ended: what has not been asked yet is neither.
        </EmptyState>
      ) : !isKnown ? (
        <NotKnown scanId={scanId} />
      ) : !isBegun ? (
        <NothingExpected scanId={scanId} />
      ) : (
        <Judged scanId={scanId} />
      )}
    </>
  );
}

/** The file is being read, or why it could not be. */
function NotKnown({ scanId }: { readonly scanId: string }) {
  const fault = useAppState((state) => state.expect.checks[scanId]?.fault ?? null);
  if (fault === null) return <div className="expect-waiting" aria-busy="true" />;
  return <Fault scanId={scanId} title="The expectations could not be read" fault={fault} />;
}

interface FaultProps {
  readonly scanId: string;
  readonly title: string;
  readonly fault: string;
}

/** Why there is nothing to show, and another try. */
function Fault({ scanId, title, fault }: FaultProps) {
  const openExpectations = useAppState((state) => state.openExpectations);
  return (
    <ErrorState
      title={title}
      actions={
        <Button variant="default" onClick={() => void openExpectations(scanId)}>
          Try again
        </Button>
      }
    >
      <p>{fault}</p>
    </ErrorState>
  );
}

function ExpectHeader({ scanId, canWrite }: { readonly scanId: string; readonly canWrite: boolean }) {
  const view = useScanView(scanId);
  const writing = useAppState((state) => state.expect.writing);
  const writeExpectations = useAppState((state) => state.writeExpectations);
  const asked = view.options;
  return (
    <header className="expect-header">
      <ActionIcon
        component="a"
        href={formatRoute({ screen: 'scan', scanId })}
        aria-label="Back to the results"
        title="Back to the results"
      >
        <ArrowLeft size={15} aria-hidden />
      </ActionIcon>
      <div>
        <h1>Expectations</h1>
        <p>
          {asked ? (
            <>
              for <span className="mono">{targetsWord(asked.targets)}</span>
              <i className="sep" />
              {portsWord(asked.portsAsked ?? asked.ports)}
            </>
          ) : null}
        </p>
      </div>
      {canWrite ? (
        <Button
          variant="default"
          leftSection={<PenLine size={13} aria-hidden />}
          title="A file that this run agrees with: this is how it should be"
          loading={writing}
          onClick={() => void writeExpectations(scanId)}
        >
          Write from this run
        </Button>
      ) : null}
    </header>
  );
}

function NothingExpected({ scanId }: { readonly scanId: string }) {
  const chooser = useRef<HTMLInputElement>(null);
  const writing = useAppState((state) => state.expect.writing);
  const writeExpectations = useAppState((state) => state.writeExpectations);
  const typeExpectations = useAppState((state) => state.typeExpectations);
  const takeExpectations = useAppState((state) => state.takeExpectations);
  return (
    <EmptyState
      title="What should be open?"
      actions={
        <>
          <Button
            size="sm"
            leftSection={<PenLine size={15} aria-hidden />}
            loading={writing}
            onClick={() => void writeExpectations(scanId)}
          >
            As in this run
          </Button>
          <Button
            size="sm"
            variant="default"
            leftSection={<FileInput size={15} aria-hidden />}
            onClick={() => chooser.current?.click()}
          >
            Open a file
          </Button>
          <Button
            size="sm"
            variant="default"
            leftSection={<Type size={15} aria-hidden />}
            onClick={() => typeExpectations(scanId, FIRST_LINES)}
          >
            Type it
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            accept=".yaml,.yml,application/yaml"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) void takeExpectations(file);
            }}
          />
        </>
      }
    >
      A small YAML file says which ports may be open on which hosts, and which must. Every run is judged by
      it: here, and by <code>portolan check</code> in a script. Drop one on the window, or begin with what
      this run found.
    </EmptyState>
  );
}

function Judged({ scanId }: { readonly scanId: string }) {
  const check = useAppState((state) => state.expect.checks[scanId] ?? NO_CHECK);
  const isEmpty = useAppState((state) => state.expect.text.trim() === '');
  const showFinding = useAppState((state) => state.showFinding);
  const [selected, setSelected] = useState<string | null>(null);
  const [reveal, setReveal] = useState<Reveal | null>(null);
  const { result, problems, fault, busy } = check;
  // Gone where the file or the run no longer says it.
  const chosen = useMemo(
    () => result?.findings.find((finding) => keyOfFinding(finding) === selected) ?? null,
    [result, selected],
  );
  return (
    <div className="expect-body">
      <div
        className="expect-found"
        aria-busy={busy}
        data-old={(problems.length > 0 && result !== null) || undefined}
      >
        {fault !== null ? (
          <Fault scanId={scanId} title="This run could not be judged" fault={fault} />
        ) : isEmpty ? (
          <EmptyState size="inline" title="Nothing is expected yet">
            Type what should be open, or write it from this run.
          </EmptyState>
        ) : (
          <>
            <ExpectHeadline check={check} />
            {result ? (
              <FindingsTable
                result={result}
                selectedKey={selected}
                onSelect={(finding) => {
                  setSelected(keyOfFinding(finding));
                  if (finding.place) setReveal({ place: finding.place, focus: false });
                }}
                onOpen={({ address, port, state }) => {
                  if (port !== null && state !== null) void showFinding(scanId, address, port);
                }}
              />
            ) : problems.length > 0 ? (
              <EmptyState size="inline" title="The run is judged when the file can be read">
                The mistakes are listed under it, each with its line and column.
              </EmptyState>
            ) : null}
          </>
        )}
      </div>
      <ExpectFile
        scanId={scanId}
        check={check}
        here={chosen?.place ?? null}
        reveal={reveal}
        onReveal={setReveal}
      />
    </div>
  );
}
