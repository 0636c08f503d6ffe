import { Slider } from '@mantine/core';
import { TIMING_NAMES, TIMING_TEMPLATES, type TimingName } from '../../../src-shared/scan/timing-template.ts';

export interface TimingFieldProps {
  value: TimingName;
  onChange: (timing: TimingName) => void;
  disabled: boolean;
}

const MARKS = TIMING_NAMES.map((_, value) => ({ value }));
const wordOf = (index: number): string => {
  const name = TIMING_NAMES[index];
  return name ? `${name} ${TIMING_TEMPLATES[name].word}` : '';
};

/** How fast to ask: nmap's six templates on a slider, told in a word. */
export function TimingField({ value, onChange, disabled }: TimingFieldProps) {
  const index = TIMING_NAMES.indexOf(value);
  return (
    <>
      <div className="scan-form-timing">
        <div className="field-label">
          Timing <b>{wordOf(index)}</b>
        </div>
        <Slider
          thumbLabel="Timing"
          thumbValueText={wordOf}
          min={0}
          max={TIMING_NAMES.length - 1}
          step={1}
          value={index}
          onChange={(chosen) => onChange(TIMING_NAMES[chosen] ?? value)}
          disabled={disabled}
          size={4}
          thumbSize={14}
          label={null}
          marks={MARKS}
        />
      </div>
      <div className="scan-form-timing scan-form-help timing-ticks" aria-hidden>
        {TIMING_NAMES.map((name) => (
          <span key={name} data-current={name === value || undefined}>
            {name}
          </span>
        ))}
      </div>
    </>
  );
}
