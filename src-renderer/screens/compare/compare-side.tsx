/** The side of a comparison: the maps, both distributions, what each reason gained and lost, and the services. */
import { type ReactNode, useMemo } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import { DistributionBars } from '../../charts/distribution-bars.tsx';
import { GainedAndLost } from '../../charts/gained-and-lost.tsx';
import { formatPlural } from '../../components/format.ts';
import { PicturePanel } from '../picture-panel.tsx';
import { countUnlisted, isNothingShared } from './further-changes.ts';
import { reasonShifts } from './reason-shifts.ts';
import { ServicesPanel } from './services-panel.tsx';
import './compare-side.css';

export function CompareSide({ diff, children }: { diff: ScanDiff; children: ReactNode }) {
  const shifts = useMemo(() => reasonShifts(diff), [diff]);
  const { before, after } = diff;
  const files = `${before.id}-${after.id}`;
  return (
    <section className="compare-side" aria-label="Pictures" tabIndex={0}>
      {children}
      <PicturePanel
        title="States"
        name={`states-${files}`}
        aside={`${formatPlural(before.hostsUp, 'host')} before, ${after.hostsUp.toLocaleString('en')} after`}
      >
        <DistributionBars before={before.counts} after={after.counts} />
      </PicturePanel>
      <PicturePanel
        title="Gained and lost, by reason"
        name={`gained-and-lost-${files}`}
        aside={countUnlisted(diff) > 0 ? 'of the listed ports, log scale' : 'ports asked in both, log scale'}
      >
        {isNothingShared(diff) ? (
          <p className="compare-none">No port was asked in both runs, so nothing is gained or lost.</p>
        ) : (
          <GainedAndLost shifts={shifts} />
        )}
      </PicturePanel>
      <ServicesPanel diff={diff} />
    </section>
  );
}
