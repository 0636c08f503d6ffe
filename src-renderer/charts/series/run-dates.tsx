import { xOf, type RunView } from './run-scale.ts';
import type { RunTick } from './run-ticks.ts';
import './run-dates.css';

export interface RunDatesProps {
  ticks: readonly RunTick[];
  view: RunView;
  width: number;
}

/** A label is about this wide: one that would not fit is left out. */
const LABEL_PX = 44;

/** The dates under a plot. */
export function RunDates({ ticks, view, width }: RunDatesProps) {
  return (
    <div className="run-dates" aria-hidden>
      {ticks.map(({ value, label }) => {
        const x = xOf(view, width, value);
        return x + LABEL_PX > width ? null : (
          <span key={value} style={{ transform: `translateX(${x}px)` }}>
            {label}
          </span>
        );
      })}
    </div>
  );
}
