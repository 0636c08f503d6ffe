import { useMemo } from 'react';
import type { ScanView } from '../../../src-shared/scan/fold-scan.ts';
import { REASONS, stateOfReason, type Reason } from '../../../src-shared/scan/port-state.ts';
import { ReasonHelp } from '../../components/reason-help.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { isFiltered, NO_RESULTS } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { FilterMenu } from './filter-menu.tsx';

const byNumber = new Intl.Collator('en', { numeric: true });
const NO_SERVICES: readonly { service: string; count: number }[] = [];

/** The filters by reason, host and service, and the way back to all rows. */
export function ResultFilters({ scanId, view }: { scanId: string; view: ScanView }) {
  const query = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).query);
  const services = useAppState((state) => state.services[scanId] ?? NO_SERVICES);
  const loadServices = useAppState((state) => state.loadServices);
  const changeQuery = useAppState((state) => state.changeQuery);
  const hosts = useMemo(
    () =>
      [...view.hosts.values()]
        .sort((a, b) => byNumber.compare(a.address, b.address))
        .map(({ address, names: [name], counts }) => ({
          value: address,
          label: name === undefined ? address : `${name} ${address}`,
          count: counts.open,
        })),
    [view.hosts],
  );
  const reasons = REASONS.filter(
    (reason) => (view.reasons[reason] ?? 0) > 0 || query.reasons.includes(reason),
  );
  const isReason = (word: string): word is Reason => REASONS.some((reason) => reason === word);
  return (
    <>
      <i className="results-toolbar-rule" aria-hidden />
      <FilterMenu
        name="Reason"
        plural="reasons"
        empty="No answers yet"
        choices={reasons.map((reason) => ({
          value: reason,
          label: reason,
          count: view.reasons[reason] ?? 0,
          mark: <StateMark state={stateOfReason(reason)} size={9} />,
          help: <ReasonHelp reason={reason} />,
        }))}
        chosen={query.reasons}
        onChange={(chosen) => changeQuery(scanId, { reasons: chosen.filter(isReason) })}
      />
      {view.hostsTotal > 1 ? (
        <FilterMenu
          name="Host"
          plural="hosts"
          empty="No host has answered yet"
          note="open ports"
          choices={hosts}
          chosen={query.hosts}
          onChange={(chosen) => changeQuery(scanId, { hosts: chosen })}
        />
      ) : null}
      <FilterMenu
        name="Service"
        plural="services"
        empty="No service among the rows yet"
        choices={services.map(({ service, count }) => ({ value: service, label: service, count }))}
        chosen={query.services}
        onChange={(chosen) => changeQuery(scanId, { services: chosen })}
        onOpen={() => void loadServices(scanId)}
      />
      {isFiltered(query) || query.hosts.length > 0 ? (
        <button
          type="button"
          className="chip results-toolbar-clear"
          onClick={() => changeQuery(scanId, { text: '', states: [], reasons: [], hosts: [], services: [] })}
        >
          Clear filters
        </button>
      ) : null}
    </>
  );
}
