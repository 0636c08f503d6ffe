import './compare-switch.css';

export interface CompareSwitchProps {
  readonly shown: 'two-runs' | 'series';
  /** Addresses of the two ways to compare: "#/compare/A/B", "#/series/ID"; null: there is none of the kind. */
  readonly twoRuns: string | null;
  readonly series: string | null;
}

/** "Two runs | Series", in the head of both screens: they look at the same runs, as a pair or as all there are. */
export function CompareSwitch({ shown, twoRuns, series }: CompareSwitchProps) {
  return (
    <nav className="compare-switch" aria-label="Ways to compare">
      <Way
        name="Two runs"
        href={twoRuns}
        isShown={shown === 'two-runs'}
        why="A series needs a second run to compare"
      />
      <Way
        name="Series"
        href={series}
        isShown={shown === 'series'}
        why="Runs of the same targets and ports make a series; these belong to none"
      />
    </nav>
  );
}

interface WayProps {
  readonly name: string;
  readonly href: string | null;
  readonly isShown: boolean;
  /** Said where there is no way. */
  readonly why: string;
}

function Way({ name, href, isShown, why }: WayProps) {
  if (isShown || href !== null) {
    return (
      <a href={href ?? undefined} aria-current={isShown ? 'page' : undefined}>
        {name}
      </a>
    );
  }
  return (
    <a aria-disabled role="link" title={why}>
      {name}
    </a>
  );
}
