/** The lessons that are text. */
import type { ReactElement } from 'react';
import { ReasonLink } from '../../components/reason-link.tsx';
import type { Lesson } from './learn-pages.ts';

export const LESSON_TEXTS: Readonly<Record<Exclude<Lesson, 'answers' | 'rules'>, ReactElement>> = {
  silence: (
    <article className="lesson-text">
      <h1>Why silence takes time</h1>
      <p className="lesson-lead">An answer ends the waiting. Silence has no end of its own.</p>
      <p>
        An open or closed port answers within one round-trip: a fraction of a millisecond on this machine, a
        few milliseconds in a building, a tenth of a second across an ocean. A silent port gives nothing to
        stop at, so a scanner has to decide how long is long enough.
      </p>
      <p>
        Portolan measures the round-trips of every host and sets each try’s time-out by them: the smoothed
        round-trip (<b>srtt</b>) and a margin for how much it varies, between the limits of the timing you
        chose. Where nothing was measured yet, the timing’s own time-out holds: one second at T3.
      </p>
      <p>
        One silent try may be a lost packet. So silent ports are asked again, until the loss that was measured
        makes bad luck improbable. That is why a host with a DROP firewall takes many times as long as one
        that refuses, and why the form’s cost line names two times: the likely one, and the one if nothing
        answers.
      </p>
    </article>
  ),
  confidence: (
    <article className="lesson-text">
      <h1>Confidence</h1>
      <p className="lesson-lead">Answers are certain. Silence is only more or less sure.</p>
      <p>
        Every verdict that rests on a packet that came back is <b>certain</b>. A lost packet can hide an
        answer, but cannot make one up.
      </p>
      <p>
        For <ReasonLink reason="no-response" /> the question is: if this port did answer, how probable is it
        that every try was lost? With a loss of 1 % and three tries, that is 0.01 × 0.01 × 0.01, one chance in
        a million, if losses are independent. Real losses come in bursts, so Portolan spreads the tries in
        time and counts only those that tell something. Where bad luck is less probable than one in two
        thousand, the table says <b>certain</b> too; the port’s panel names the chance.
      </p>
      <p>
        Where a host has answered <i>nothing</i>, there is no loss to measure: then the confidence is “cannot
        be known” and a dash stands in the table. It could be a filter, or nobody at all.
      </p>
      <p>
        Confidence is about packet loss only. It does not say who sent the answer: a proxy can accept, and a
        firewall can refuse, in the host’s name.
      </p>
    </article>
  ),
  'self-connects': (
    <article className="lesson-text">
      <h1>Self-connects</h1>
      <p className="lesson-lead">On this machine, a connection can be made with itself.</p>
      <p>
        Every outgoing connection gets a free port of this machine as its own end. When you scan 127.0.0.1,
        that port can by chance be the very one that is being asked. The SYN then arrives at its own sender;
        to TCP that is a simultaneous open (RFC 9293), and the connection succeeds: with itself. A scanner
        that believes it reports a port as open that nobody listens on, a different one each time. Only the
        ports that the system hands out for outgoing connections are concerned: 32768 to 60999 on Linux,
        unless set otherwise.
      </p>
      <p>
        Portolan looks at both ends of every connection. Where they are the same, the try does not count, and
        the port is asked again from another port.
      </p>
    </article>
  ),
  'rate-limits': (
    <article className="lesson-text">
      <h1>Rate limits</h1>
      <p className="lesson-lead">Systems send only so many refusals in a second.</p>
      <p>
        Most kernels limit their ICMP errors, and some their resets. Scanned fast, a host that rejects every
        port answers some with <ReasonLink reason="port-unreach" /> and others not at all: they appear as{' '}
        <ReasonLink reason="no-response" />. Both are filtered; only the reason differs, and which port got
        which is chance.
      </p>
      <p>
        Portolan notices the pattern, asks those ports again more slowly where that can tell more, and says in
        a warning that the host limits its errors. Two runs of such a host may differ in reasons without
        anything having changed.
      </p>
    </article>
  ),
  'open-everywhere': (
    <article className="lesson-text">
      <h1>Open everywhere</h1>
      <p className="lesson-lead">A host that accepts on every port tells nothing by accepting.</p>
      <p>
        Proxies, security programs, tarpits and some load balancers finish every handshake, whether or not
        something stands behind it. The ladder is the same as for a real service: SYN, SYN-ACK.
      </p>
      <p>
        Portolan also asks a few ports drawn at random, where hardly anything listens. If they accept too, the
        host gets a warning: “open” proves nothing about its services there.
      </p>
      <p>
        What helps: read the banners. A program that speaks shows itself; something that accepts for others
        mostly stays silent or hangs up. Or look from another place: scan from inside the network, or ask the
        host itself with <code>ss -ltn</code>.
      </p>
    </article>
  ),
};
