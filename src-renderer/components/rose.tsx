import './rose.css';

export interface RoseProps {
  /** Width and height in px. */
  size: number;
  /** Radius to which rhumb lines run out beyond the rose, in its own units (the rim is 118); none by default. */
  lines?: number;
}

const CARDINAL = [90, 180, 270];
const BETWEEN = [45, 135, 225, 315];
const RHUMBS = Array.from({ length: 32 }, (_, index) => index);
const DEGREES = Array.from({ length: 72 }, (_, index) => index);

/** The compass rose, line work only. Decoration of empty states: it says nothing that words do not. */
export function Rose({ size, lines = 0 }: RoseProps) {
  return (
    <svg
      className="rose"
      width={size}
      height={size}
      viewBox="-120 -120 240 240"
      overflow="visible"
      aria-hidden
    >
      {lines > 0 ? (
        <g className="rose-rhumb">
          {RHUMBS.map((index) => (
            <path
              key={index}
              d={`M${point(118, index * 11.25)} L${point(lines, index * 11.25)}`}
              opacity={index % 4 === 0 ? 1 : index % 2 ? 0.4 : 0.7}
            />
          ))}
        </g>
      ) : null}
      <circle r="118" className="rose-ring" />
      <circle r="110" className="rose-ring" />
      <circle r="74" className="rose-ring rose-thin" />
      {DEGREES.map((index) => (
        <path
          key={index}
          d={`M${point(110, index * 5)} L${point(index % 6 ? 114 : 118, index * 5)}`}
          className="rose-ring"
        />
      ))}
      {BETWEEN.map((degrees) => (
        <Blade key={degrees} degrees={degrees} tip={72} waist={22} />
      ))}
      {CARDINAL.map((degrees) => (
        <Blade key={degrees} degrees={degrees} tip={104} waist={20} />
      ))}
      <Blade degrees={0} tip={104} waist={20} north />
      <circle r="5.5" className="rose-hub" />
    </svg>
  );
}

function Blade({
  degrees,
  tip,
  waist,
  north = false,
}: {
  degrees: number;
  tip: number;
  waist: number;
  north?: boolean;
}) {
  const half = (side: number) => `M0,0 L${point(tip, degrees)} L${point(waist, degrees + side)}Z`;
  return (
    <g className={north ? 'rose-north' : 'rose-blade'}>
      <path d={half(22.5)} className="rose-dark" />
      <path d={half(-22.5)} className="rose-light" />
    </g>
  );
}

function point(radius: number, degrees: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`;
}
