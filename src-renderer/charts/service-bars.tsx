import { formatCount, formatPlural } from '../components/format.ts';
import './service-bars.css';

/** `change`: in what both runs asked, which need not be all of either. */
interface Counts {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

export interface ServiceCounts extends Counts {
  readonly service: string;
}

export interface ServiceBarsProps {
  /** In the order they are drawn. */
  services: readonly ServiceCounts[];
  /** Those that have no bars of their own: how many services, how many of them changed, and their ports. */
  others: Counts & { readonly services: number; readonly changed: number };
  unnamed: Counts;
}

/** Open ports of each service in two runs: a bar each, one under the other, to one scale, with the exact counts. */
export function ServiceBars({ services, others, unnamed }: ServiceBarsProps) {
  const most = Math.max(1, ...services.flatMap(({ before, after }) => [before, after]));
  const width = (count: number) => `${(100 * count) / most}%`;
  return (
    <table className="service-bars">
      <colgroup>
        <col className="service-bars-names" />
        <col />
        <col className="service-bars-figures" span={3} />
      </colgroup>
      <thead>
        <tr>
          <td colSpan={2} />
          <th scope="col">before</th>
          <th scope="col">after</th>
          <th scope="col">change</th>
        </tr>
      </thead>
      <tbody>
        {services.map(({ service, before, after, change }) => (
          <tr key={service}>
            <th scope="row" title={service}>
              {service}
            </th>
            <td className="service-bars-bars" aria-hidden>
              <i className="service-bars-before" style={{ width: width(before) }} hidden={before === 0} />
              <i className="service-bars-after" style={{ width: width(after) }} hidden={after === 0} />
            </td>
            <Figures before={before} after={after} change={change} />
          </tr>
        ))}
        {others.services > 0 ? (
          <tr className="service-bars-rest">
            <th scope="row" colSpan={2}>
              {formatPlural(others.services, 'other service')}
              {others.changed > 0 ? `, ${formatCount(others.changed)} of them changed` : ''}
            </th>
            <Figures {...others} />
          </tr>
        ) : null}
        {unnamed.before + unnamed.after > 0 ? (
          <tr className="service-bars-rest">
            <th scope="row" colSpan={2}>
              service not known
            </th>
            <Figures {...unnamed} />
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

function Figures({ before, after, change }: Counts) {
  return (
    <>
      <td>{formatCount(before)}</td>
      <td className="service-bars-now">{formatCount(after)}</td>
      <td className="service-bars-change">
        {change === 0 ? '' : `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`}
      </td>
    </>
  );
}
