import { memo, useEffect, useRef, useState } from 'react';
import type { Place } from '../../src-shared/scan/expect/expectations.ts';
import './text-editor.css';

export interface TextMark {
  readonly place: Place;
  /** `wrong`: underlined, its line number too. `here`: the line that is looked at. */
  readonly tone: 'wrong' | 'here';
}

/** Brings a place into view; a new object each time it is wanted. */
export interface Reveal {
  readonly place: Place;
  /** Puts the cursor there too. */
  readonly focus: boolean;
}

export interface TextEditorProps {
  /** Accessible name. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly marks: readonly TextMark[];
  readonly reveal: Reveal | null;
  /** The element that says what is wrong. */
  readonly describedBy?: string;
}

/** As the style sheet has it, in px. */
const LINE_HEIGHT = 19;
const PADDING = 10;

/** A plain text field with line numbers and marks. What is typed is never changed, and Tab leaves it as any other field. */
export function TextEditor({ name, value, onChange, marks, reveal, describedBy }: TextEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [scroll, setScroll] = useState({ top: 0, left: 0 });
  const wrong = marks.filter(({ tone }) => tone === 'wrong');
  useEffect(() => {
    if (reveal && field.current) show(field.current, reveal);
  }, [reveal]);
  return (
    <div className="text-editor">
      <div className="text-editor-gutter" aria-hidden>
        <div style={{ transform: `translateY(${-scroll.top}px)` }}>
          <LineNumbers count={countLines(value)} />
          {wrong.map(({ place }) => (
            <b key={`${place.line} ${place.column}`} style={{ top: topOf(place) }}>
              {place.line}
            </b>
          ))}
        </div>
      </div>
      <div className="text-editor-box">
        <div className="text-editor-marks" aria-hidden>
          <div style={{ transform: `translate(${-scroll.left}px, ${-scroll.top}px)` }}>
            {marks.map((mark) => (
              <Mark key={`${mark.tone} ${mark.place.line} ${mark.place.column}`} {...mark} />
            ))}
          </div>
        </div>
        <textarea
          ref={field}
          aria-label={name}
          aria-invalid={wrong.length > 0}
          aria-describedby={wrong.length > 0 ? describedBy : undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={({ currentTarget }) =>
            setScroll({ top: currentTarget.scrollTop, left: currentTarget.scrollLeft })
          }
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
      </div>
    </div>
  );
}

/** One text, so that ten thousand lines cost one element. */
const LineNumbers = memo(function LineNumbers({ count }: { count: number }) {
  return <pre>{Array.from({ length: count }, (_, index) => index + 1).join('\n')}</pre>;
});

function Mark({ place, tone }: TextMark) {
  const { line, column, endLine, endColumn } = place;
  const width = endLine > line ? 1 : Math.max(1, endColumn - column);
  return (
    <>
      {tone === 'here' ? <i className="text-editor-line" style={{ top: topOf(place) }} /> : null}
      <u data-tone={tone} style={{ top: topOf(place), left: `${column - 1}ch` }}>
        {'\u00a0'.repeat(Math.min(width, 400))}
      </u>
    </>
  );
}

function topOf({ line }: Place): number {
  return (line - 1) * LINE_HEIGHT;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function show(field: HTMLTextAreaElement, { place, focus }: Reveal): void {
  const top = topOf(place) + PADDING;
  const isSeen = top >= field.scrollTop && top + LINE_HEIGHT <= field.scrollTop + field.clientHeight;
  if (!isSeen) field.scrollTop = top - field.clientHeight / 3;
  if (!focus) return;
  const start = offsetOf(field.value, place.line, place.column);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, Math.max(start, offsetOf(field.value, place.endLine, place.endColumn)));
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}
