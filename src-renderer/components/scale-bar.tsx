import { useId } from 'react';
import './scale-bar.css';

export interface ScaleBarProps {
  /** 0-1; null where nothing can be told yet. */
  value: number | null;
  /** The accessible name: "Scan progress". */
  label: string;
  /** Read out instead of the bare percentage: "58 %, 3.6 s left". */
  valueText?: string;
}

const SEGMENTS = Array.from({ length: 20 }, (_, index) => index);
const TICKS = Array.from({ length: 11 }, (_, index) => index);

/** Progress as a chart's scale bar: checkered ink up to the position mark. Everything in percent, so it never smears. */
export function ScaleBar({ value, label, valueText }: ScaleBarProps) {
  const clip = useId();
  const share = Math.min(1, Math.max(0, value ?? 0));
  const percent = `${share * 100}%`;
  const now = value === null ? {} : { 'aria-valuenow': Math.round(share * 100) };
  return (
    <div
      className="scale-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...now}
      {...(valueText === undefined ? {} : { 'aria-valuetext': valueText })}
    >
      <svg width="100%" height="24" aria-hidden>
        <clipPath id={clip}>
          <rect x="0" y="0" width={percent} height="24" />
        </clipPath>
        <rect className="scale-bar-bed" x="0" y="6" width="100%" height="10" />
        <g clipPath={`url(#${clip})`}>
          {SEGMENTS.map((index) => (
            <rect
              key={index}
              className="scale-bar-ink"
              x={`${index * 5}%`}
              y={index % 2 ? 11 : 6}
              width="5%"
              height="5"
            />
          ))}
        </g>
        <rect className="scale-bar-frame" x="0.5" y="6.5" width="100%" height="9" />
        {TICKS.map((index) => (
          <line
            key={index}
            className="scale-bar-tick"
            x1={`${index * 10}%`}
            x2={`${index * 10}%`}
            y1="16"
            y2={index % 5 ? 19 : 22}
          />
        ))}
        {value === null ? null : <rect className="scale-bar-now" x={percent} y="2" width="2" height="18" />}
      </svg>
    </div>
  );
}
