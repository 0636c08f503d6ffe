import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import { isFinal } from '../../../src-shared/scan/fold-scan.ts';
import type { FieldProblem } from '../../../src-shared/contract/wire.ts';
import { draftOfScan } from '../../state/draft-of-scan.ts';
import { isDraftTab } from '../../state/draft-tabs.ts';
import type { ScanDraft } from '../../state/form-slice.ts';
import { tabOf } from '../../state/scans-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useConnected } from '../../state/use-connected.ts';
import { CostLine } from './cost-line.tsx';
import { PortPresets } from './port-presets.tsx';
import { ProblemLine } from './problem-line.tsx';
import { ScanButtons } from './scan-buttons.tsx';
import { SpecField } from './spec-field.tsx';
import { TimingField } from './timing-field.tsx';
import './scan-form.css';

const NO_PROBLEMS: readonly FieldProblem[] = [];

/** What to ask: targets, ports, timing; under each what it means; and the buttons that start and steer. */
export function ScanForm({ scanId }: { scanId: string | null }) {
  const tab = tabOf(scanId);
  const typed = useAppState((state) => state.drafts[tab]);
  const options = useAppState(
    (state) => (scanId === null ? null : state.scans.views[scanId]?.options) ?? null,
  );
  const settings = useAppState((state) => state.settings);
  const running = useAppState((state) => {
    const view = scanId === null ? undefined : state.scans.views[scanId];
    return view !== undefined && !isFinal(view.status);
  });
  const draft = useMemo<ScanDraft>(() => {
    if (typed) return typed;
    if (options) return draftOfScan(options);
    return { targets: '', ports: settings.ports, timing: settings.timing };
  }, [typed, options, settings]);
  const { problems, previewedTargets } = useProblems(draft);

  const changeDraft = useAppState((state) => state.changeDraft);
  const previewDraft = useAppState((state) => state.previewDraft);
  const startDraft = useAppState((state) => state.startDraft);
  const change = (part: Partial<ScanDraft>) => changeDraft(tab, { ...draft, ...part });
  const connected = useConnected();
  useEffect(() => {
    if (connected) previewDraft(draft);
  }, [previewDraft, draft, connected]);

  const targetsInput = useRef<HTMLInputElement>(null);
  const portsInput = useRef<HTMLInputElement>(null);
  const targetProblems = problems.filter(({ field }) => field !== 'ports');
  const portProblems = problems.filter(({ field }) => field === 'ports');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (running) return;
    if (targetProblems.length > 0 || draft.targets.trim() === '') targetsInput.current?.focus();
    else if (portProblems.length > 0) portsInput.current?.focus();
    if (problems.length === 0) void startDraft(tab, draft);
  }

  return (
    <form className="scan-form" aria-label="New scan" onSubmit={submit} noValidate>
      <SpecField
        inputRef={targetsInput}
        className="scan-form-targets"
        label="Targets"
        hint="hosts, CIDR, ranges, a list"
        value={draft.targets}
        onChange={(targets) => change({ targets })}
        problems={targetProblems}
        readOnly={running}
        takesFiles
        autoFocus={isDraftTab(tab)}
      />
      <SpecField
        inputRef={portsInput}
        className="scan-form-ports"
        label="Ports"
        value={draft.ports}
        onChange={(ports) => change({ ports })}
        problems={portProblems}
        readOnly={running}
      />
      <TimingField value={draft.timing} onChange={(timing) => change({ timing })} disabled={running} />
      <ScanButtons scanId={scanId} running={running} />
      <div className="scan-form-targets scan-form-help">
        {targetProblems[0] ? (
          <ProblemLine
            problem={targetProblems[0]}
            more={targetProblems.length - 1}
            onUse={(fixed) => change({ targets: fixed })}
            text={draft.targets}
          />
        ) : (
          <CostLine
            stale={previewedTargets !== draft.targets}
            empty={draft.targets.trim() === ''}
            onTry={(targets) => {
              change({ targets });
              targetsInput.current?.focus();
            }}
          />
        )}
      </div>
      <div className="scan-form-ports scan-form-help">
        {portProblems[0] ? (
          <ProblemLine
            problem={portProblems[0]}
            more={portProblems.length - 1}
            onUse={(fixed) => change({ ports: fixed })}
            text={draft.ports}
          />
        ) : (
          <PortPresets value={draft.ports} onChange={(ports) => change({ ports })} disabled={running} />
        )}
      </div>
    </form>
  );
}

/** What the core found wrong with exactly this text, and what starting it found. */
function useProblems(draft: ScanDraft) {
  const previewed = useAppState((state) => state.form.previewed);
  const found = useAppState((state) => state.form.preview?.problems ?? NO_PROBLEMS);
  const atStart = useAppState((state) => state.form.startProblems);
  const problems = useMemo(
    () => [
      ...atStart,
      ...found.filter(({ field }) =>
        field === 'ports' ? previewed?.ports === draft.ports : previewed?.targets === draft.targets,
      ),
    ],
    [atStart, found, previewed, draft],
  );
  return { problems, previewedTargets: previewed?.targets };
}
