import { RuleColumns } from './rule-columns.tsx';

/** DROP or REJECT: what each does to those who ask, and what it gives away. */
export function RulesPage() {
  return (
    <>
      <h1>DROP or REJECT</h1>
      <p className="lesson-lead">
        A packet filter that does not let a connection in can say so or keep silent. Portolan shows which.
      </p>
      <RuleColumns />
      <div className="lesson-text">
        <h2>Which is better?</h2>
        <p>
          DROP does not hide a host: silence where its neighbours answer is a sign by itself, and a host that
          is not there is reported by the last router or by ARP. What DROP does is make everyone wait: a
          scanner its time-outs, but also a person whose program was configured wrongly, who sees a hanging
          connection instead of an error.
        </p>
        <p>
          REJECT is kind to people inside a network. With <b>tcp-reset</b> the port cannot be told from one
          without a listener. The default, ICMP port unreachable, tells that a filter is there; systems send
          only so many of these in a second, so under a fast scan a REJECT can look like DROP in part.
        </p>
        <h2>Does a firewall that accepts show?</h2>
        <p>
          No. A rule that lets the packet in leaves the answer to the host: open or closed, as if there were
          no firewall.
        </p>
      </div>
    </>
  );
}
