import { REASONS } from '../../../src-shared/scan/port-state.ts';
import { formatRoute } from '../../state/route-slice.ts';
import { EXERCISES, LESSONS, type LearnPage } from './learn-pages.ts';

/** The table of contents beside every page. */
export function LearnContents({ page }: { page: LearnPage }) {
  const link = (name: string, title: string, mono = false) => (
    <li key={name}>
      <a
        className={mono ? 'mono' : undefined}
        href={formatRoute({ screen: 'learn', page: name })}
        aria-current={name === page ? 'page' : undefined}
      >
        {title}
      </a>
    </li>
  );
  return (
    <nav className="learn-contents" aria-label="Lessons">
      <h2>The handshake</h2>
      <ul>{Object.entries(LESSONS).map(([name, title]) => link(name, title))}</ul>
      <h2>Try it</h2>
      <ul>{Object.entries(EXERCISES).map(([name, title]) => link(name, title))}</ul>
      <h2>Reasons</h2>
      <ul>{REASONS.map((reason) => link(reason, reason, true))}</ul>
    </nav>
  );
}
