import { useId, type ReactNode } from 'react';

/** One line of the settings: its name, what can be chosen, what that means. */
export function Setting(props: { title: string; children: (headingId: string) => ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{props.title}</h2>
      <div>{props.children(heading)}</div>
    </section>
  );
}
