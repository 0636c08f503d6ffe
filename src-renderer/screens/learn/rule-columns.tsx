import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PortState, Reason } from '../../../src-shared/scan/port-state.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { ReasonLink } from '../../components/reason-link.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import './rule-columns.css';

const TOOLS = ['iptables', 'nft'] as const;
type Tool = (typeof TOOLS)[number];

interface Rule {
  readonly title: string;
  readonly commands: Readonly<Record<Tool, string>>;
  readonly reason: Reason;
  readonly state: PortState;
  /** What nmap prints as state and reason, with and without root. */
  readonly connect: readonly [PortState, string];
  readonly raw: readonly [PortState, string];
  readonly lesson: string;
}

const IPTABLES = 'iptables -A INPUT -p tcp';
const NFT = 'nft add rule inet filter';

/** One command over several lines, broken where it reads well; a shell takes it as one. */
function lines(...parts: readonly string[]): string {
  return parts.join(' \\\n  ');
}

/** Seen with nmap 7.93 and Linux's own rules; the lab of the tests builds the same firewalls. */
const RULES: readonly Rule[] = [
  {
    title: 'REJECT with tcp-reset',
    commands: {
      iptables: lines(IPTABLES, '--dport 8080 -j REJECT', '--reject-with tcp-reset'),
      nft: lines(NFT, 'input tcp dport 8080', 'reject with tcp reset'),
    },
    reason: 'reset',
    state: 'closed',
    connect: ['closed', 'conn-refused'],
    raw: ['closed', 'reset'],
    lesson: 'Looks exactly like a port that nobody listens on. The caller is told at once.',
  },
  {
    title: 'REJECT, the default',
    commands: {
      iptables: lines(IPTABLES, '--dport 8080 -j REJECT'),
      nft: lines(NFT, 'input tcp dport 8080 reject'),
    },
    reason: 'port-unreach',
    state: 'filtered',
    connect: ['closed', 'conn-refused'],
    raw: ['filtered', 'port-unreach'],
    lesson:
      'An ICMP error, which connect() turns into “refused”. Portolan on Linux asks the kernel which it was; nmap needs root for that.',
  },
  {
    title: 'DROP',
    commands: {
      iptables: lines(IPTABLES, '--dport 8080 -j DROP'),
      nft: lines(NFT, 'input tcp dport 8080 drop'),
    },
    reason: 'no-response',
    state: 'filtered',
    connect: ['filtered', 'no-response'],
    raw: ['filtered', 'no-response'],
    lesson: 'Every try has to wait for its time-out: silence is what makes scans slow.',
  },
];

/** The three rules side by side: what is written, what is seen. */
export function RuleColumns() {
  const [tool, setTool] = useState<Tool>('iptables');
  return (
    <section className="rule-section" aria-labelledby="rules-heading">
      <header>
        <h2 id="rules-heading">The rule behind the answer</h2>
        <SegmentedControl
          size="xs"
          aria-label="Rules written for"
          data={[...TOOLS]}
          value={tool}
          onChange={(value) => setTool(value === 'nft' ? 'nft' : 'iptables')}
        />
      </header>
      <div className="rule-columns">
        {RULES.map((rule) => (
          <article key={rule.title}>
            <h3>{rule.title}</h3>
            <CommandLine command={rule.commands[tool]} />
            <table className="lesson-table">
              <caption className="visually-hidden">What is seen of {rule.title}</caption>
              <tbody>
                <tr>
                  <th scope="row">Portolan</th>
                  <td>
                    <StateLabel state={rule.state} />
                  </td>
                  <td>
                    <ReasonLink reason={rule.reason} />
                  </td>
                </tr>
                <Seen tool="nmap -sT" seen={rule.connect} />
                <Seen tool="nmap -sS" seen={rule.raw} />
              </tbody>
            </table>
            <p>{rule.lesson}</p>
          </article>
        ))}
      </div>
    </section>
  );
}

function Seen({ tool, seen: [state, word] }: { tool: string; seen: readonly [PortState, string] }) {
  return (
    <tr>
      <th scope="row">{tool}</th>
      <td>
        <StateLabel state={state} />
      </td>
      <td className="mono">{word}</td>
    </tr>
  );
}
