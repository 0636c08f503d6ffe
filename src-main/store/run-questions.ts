/** What a run asked, apart from how: the long part of its options, and the same from run to run. */

/** Both as JSON. */
export function splitOptions(options: object): { question: string; rest: string } {
  const {
    targets = [],
    exclude = [],
    ports = '',
    ...rest
  } = options as { targets?: unknown; exclude?: unknown; ports?: unknown };
  return { question: JSON.stringify({ targets, exclude, ports }), rest: JSON.stringify(rest) };
}

/** The whole again; not checked. */
export function joinOptions(question: string, rest: string): object {
  return { ...(JSON.parse(question) as object), ...(JSON.parse(rest) as object) };
}

/** '' where it holds none. */
export function portsOfQuestion(question: string): string {
  const { ports } = JSON.parse(question) as { ports?: unknown };
  return typeof ports === 'string' ? ports : '';
}
