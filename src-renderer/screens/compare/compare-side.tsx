/** The side of a comparison: both distributions, and what each reason gained and lost. */
import { useMemo } from 'react';
import type { DiffSide, ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { DistributionBars } from '../../charts/distribution-bars.tsx';
import { Donut } from '../../charts/donut.tsx';
import { GainedAndLost } from '../../charts/gained-and-lost.tsx';
import { formatPlural } from '../../components/format.ts';
import { PicturePanel } from '../picture-panel.tsx';
import { ChangeStory } from './change-story.tsx';
import { formatStart } from './format-start.ts';
import { reasonShifts } from './reason-shifts.ts';
import './compare-side.css';

export function CompareSide({ diff, now }: { diff: ScanDiff; now: Date }) {
  const shifts = useMemo(() => reasonShifts(diff), [diff]);
  const { before, after } = diff;
  return (
    <section className="compare-side" aria-label="Distributions" tabIndex={0}>
      <ChangeStory />
      <PicturePanel
        title="Port states"
        name={`port-states-${before.id}-${after.id}`}
        aside={`${formatPlural(before.hostsUp, 'host')} up before, ${after.hostsUp.toLocaleString('en')} after`}
      >
        <div className="compare-rings">
          <Ring name="Before" side={before} when={formatStart(before, now, [after])} />
          <Ring name="After" side={after} when={formatStart(after, now, [before])} />
        </div>
        <DistributionBars before={before.counts} after={after.counts} />
      </PicturePanel>
      <PicturePanel
        name={`gained-and-lost-${before.id}-${after.id}`}
        title="Gained and lost, by reason"
        aside="ports asked in both, log scale"
      >
        {shifts.length === 0 ? (
          <p className="compare-none">Neither run has a verdict.</p>
        ) : (
          <GainedAndLost shifts={shifts} />
        )}
      </PicturePanel>
    </section>
  );
}

function Ring({ name, side, when }: { name: string; side: DiffSide; when: string }) {
  return (
    <figure>
      <Donut counts={side.counts} size={132} />
      <figcaption>
        <b>{name}</b> {when}
        {side.status === 'completed' ? null : <em>{side.status}: not every port has a verdict</em>}
      </figcaption>
    </figure>
  );
}
