import { FileInput } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type Ref, useId, useRef, useState } from 'react';
import type { FieldProblem } from '../../../src-shared/contract/wire.ts';
import { joinTargetLines } from '../../state/split-targets.ts';
import { useAppState } from '../../state/use-app-state.tsx';

export interface SpecFieldProps {
  inputRef: Ref<HTMLInputElement>;
  className: string;
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  problems: readonly FieldProblem[];
  readOnly: boolean;
  /** Lists of targets may be dropped, chosen or pasted with their line ends. */
  takesFiles?: boolean;
  autoFocus?: boolean;
}

/**
 * A field in nmap's syntax: the wrong parts of the text are underlined where they stand. A plain input, because Mantine's
 * takes `aria-describedby` for itself.
 */
export function SpecField(props: SpecFieldProps) {
  const { inputRef, label, hint, value, onChange, problems, readOnly, takesFiles = false } = props;
  const id = useId();
  const [scroll, setScroll] = useState(0);
  const [dropping, setDropping] = useState(false);
  const readList = useListReader(onChange);

  function paste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData('text');
    // A one-line field would drop the line ends and run the items together.
    if (!takesFiles || readOnly || !/[\r\n]/.test(text.trim())) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const from = selectionStart ?? value.length;
    onChange(value.slice(0, from) + joinTargetLines(text) + value.slice(selectionEnd ?? from));
  }

  const drop = {
    onDragOver(event: DragEvent) {
      if (readOnly || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop(event: DragEvent) {
      setDropping(false);
      const file = event.dataTransfer.files[0];
      if (readOnly || !file) return;
      event.preventDefault();
      void readList(file);
    },
  };
  return (
    <div
      className={`${props.className} spec-field`}
      data-dropping={dropping || undefined}
      {...(takesFiles ? drop : {})}
    >
      <label htmlFor={id}>
        {label}
        {hint === undefined ? null : <span aria-hidden>{hint}</span>}
      </label>
      <div className="spec-field-box">
        <input
          ref={inputRef}
          id={id}
          type="text"
          className="spec-field-input"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onPaste={paste}
          onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
          onSelect={(event) => setScroll(event.currentTarget.scrollLeft)}
          readOnly={readOnly}
          aria-label={label}
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? `${label.toLowerCase()}-problem` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          // The first thing to do in a new tab is to type into it.
          autoFocus={props.autoFocus ?? false}
        />
        {takesFiles ? <ListButton onFile={readList} disabled={readOnly} /> : null}
        <WrongParts text={value} problems={problems} scroll={scroll} />
      </div>
    </div>
  );
}

/** The text again, invisible, under the input: only its underlines show. */
function WrongParts(props: { text: string; problems: readonly FieldProblem[]; scroll: number }) {
  const parts = partsOf(props.text, props.problems);
  if (parts.length === 0) return null;
  return (
    <span className="wrong-parts" aria-hidden>
      <span style={{ transform: `translateX(${-props.scroll}px)` }}>
        {parts.map(({ start, before, wrong }) => (
          <span key={start}>
            {before}
            <u>{wrong}</u>
          </span>
        ))}
      </span>
    </span>
  );
}

interface WrongPart {
  readonly start: number;
  /** The right text since the wrong part before. */
  readonly before: string;
  readonly wrong: string;
}

function partsOf(text: string, problems: readonly FieldProblem[]): WrongPart[] {
  const parts: WrongPart[] = [];
  let from = 0;
  for (const { start, end } of problems.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    if (start === undefined || end === undefined || start < from || end <= start) continue;
    parts.push({ start, before: text.slice(from, start), wrong: text.slice(start, end) });
    from = end;
  }
  return parts;
}

function ListButton({ onFile, disabled }: { onFile: (file: File) => Promise<void>; disabled: boolean }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="spec-field-list"
        aria-label="Read a list from a file"
        title="Read a list from a file"
        disabled={disabled}
        onClick={() => chooser.current?.click()}
      >
        <FileInput size={14} aria-hidden />
      </button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".txt,.lst,.list,.csv,text/plain"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void onFile(file);
        }}
      />
    </>
  );
}

/** More than a list of a hundred thousand addresses. */
const MAX_LIST_BYTES = 900_000;

function useListReader(onChange: (value: string) => void): (file: File) => Promise<void> {
  const notify = useAppState((state) => state.notify);
  return async (file) => {
    if (file.size > MAX_LIST_BYTES) {
      notify({
        tone: 'error',
        message: `${file.name} is too large for a list of targets: give at most 900 kB.`,
      });
      return;
    }
    try {
      onChange(joinTargetLines(await file.text()));
    } catch {
      notify({ tone: 'error', message: `${file.name} could not be read: check that it is still there.` });
    }
  };
}
