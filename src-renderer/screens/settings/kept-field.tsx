import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { useRefusal } from './use-refusal.ts';

export interface KeptFieldProps {
  label: string;
  /** As it is kept. */
  kept: string;
  placeholder?: string;
  maxLength: number;
  width?: number;
  /** What is wrong with a text, as a sentence; null: nothing that can be told here. */
  check(text: string): string | null;
  /** Keeps it; what the core finds wrong comes back as a sentence, null where it is kept. */
  keep(text: string): Promise<string | null>;
}

/** A setting that is typed: kept by Enter or "Keep", never lost by an error, taken back by Escape. */
export function KeptField(props: KeptFieldProps) {
  const { label, kept, check, keep } = props;
  const loaded = useAppState((state) => state.settingsLoaded);
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useRefusal();
  const typed = draft ?? kept;
  const dirty = draft !== null && draft.trim() !== kept;
  const problem = (dirty ? check(typed.trim()) : null) ?? refused;
  const why = useId();
  return (
    <form
      className="settings-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (!dirty || check(typed.trim()) !== null) return;
        void keep(typed.trim()).then((why) => {
          setRefused(why);
          if (why === null) setDraft(null);
        });
      }}
    >
      <div className="settings-field-row">
        <TextInput
          aria-label={label}
          className="settings-field-input"
          w={props.width ?? '100%'}
          value={typed}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          disabled={!loaded}
          spellCheck={false}
          autoComplete="off"
          error={problem !== null}
          // As a plain prop Mantine would drop it where the field has no error of its own.
          attributes={problem === null ? {} : { input: { 'aria-describedby': why } }}
          onChange={(event) => {
            setRefused(null);
            setDraft(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || draft === null) return;
            setDraft(null);
            setRefused(null);
          }}
        />
        {dirty ? (
          <Button
            type="submit"
            variant="default"
            aria-label={`Keep ${label.toLowerCase()}`}
            disabled={problem !== null && refused === null}
          >
            Keep
          </Button>
        ) : null}
      </div>
      {/* Not under the field itself: many a field is narrower than a sentence. */}
      {problem === null ? null : (
        <p id={why} className="settings-field-problem" data-narrow={props.width !== undefined}>
          {problem}
        </p>
      )}
    </form>
  );
}
