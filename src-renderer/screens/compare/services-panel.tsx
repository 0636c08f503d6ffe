import { useEffect } from 'react';
import type { ScanDiff } from '../../../src-shared/scan/scan-diff.ts';
import type { ServiceShares } from '../../../src-shared/scan/service-shares.ts';
import { ServiceBars, type ServiceBarsProps } from '../../charts/service-bars.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { PicturePanel } from '../picture-panel.tsx';

/** With bars of their own. */
const MOST = 8;

/** What listens on the open ports of both runs; nothing where no service is known. */
export function ServicesPanel({ diff }: { diff: ScanDiff }) {
  const store = useAppStore();
  const before = diff.before.id;
  const after = diff.after.id;
  const known = useAppState((state) => state.comparedServices);
  // What could not be asked is asked again on the next connection.
  const isOnline = useAppState((state) => state.connection.status === 'online');
  useEffect(() => {
    if (isOnline) void store.getState().lookAtComparedServices({ before, after });
  }, [store, before, after, isOnline]);
  const isCurrent = known?.before === before && known.after === after;
  const shares = isCurrent ? known.shares : null;
  if (shares?.services.length === 0) return null;
  return (
    <PicturePanel
      title="Services of open ports"
      name={`services-${before}-${after}`}
      aside="before above after"
    >
      {shares ? (
        <>
          <ServiceBars {...drawn(shares)} />
          {isAllCompared(shares) ? null : (
            <p className="compare-none">Not all of it was asked in both runs: changes are of what was.</p>
          )}
          {shares.sameRegister ? null : (
            <p className="compare-none">
              One run has its names of services from nmap’s table, the other from IANA’s register: a name on
              one side alone need not be a change.
            </p>
          )}
        </>
      ) : (
        <p className="compare-none" role="status">
          {(isCurrent ? known.fault : null) ?? 'Counting the services…'}
        </p>
      )}
    </PicturePanel>
  );
}

/** The few that changed most, then the most frequent, have bars; the rest is one line. */
function drawn({ services, others, unnamed }: ServiceShares): ServiceBarsProps {
  // A rest of one service takes the place of a line: it may as well be that line.
  const most = services.length === MOST + 1 && others.services === 0 ? MOST + 1 : MOST;
  const chosen = new Set(services.toSorted((a, b) => shiftOf(b) - shiftOf(a)).slice(0, most));
  const rest = services.filter((share) => !chosen.has(share));
  const sum = (side: 'before' | 'after' | 'change') =>
    rest.reduce((total, share) => total + share[side], others[side]);
  return {
    services: services.filter((share) => chosen.has(share)),
    others: {
      services: rest.length + others.services,
      changed: rest.filter((share) => shiftOf(share) > 0).length,
      before: sum('before'),
      after: sum('after'),
      change: sum('change'),
    },
    unnamed,
  };
}

/** Whether the changes make up the whole difference. */
function isAllCompared({ services, others, unnamed }: ServiceShares): boolean {
  return [...services, others, unnamed].every(({ before, after, change }) => after - before === change);
}

function shiftOf({ change }: ServiceShares['services'][number]): number {
  return Math.abs(change);
}
