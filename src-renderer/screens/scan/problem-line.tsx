import type { FieldProblem } from '../../../src-shared/contract/wire.ts';

export interface ProblemLineProps {
  problem: FieldProblem;
  /** Problems of the same field beyond this one. */
  more: number;
  /** The field's text, and the same with the wrong part replaced by what works. */
  text: string;
  onUse: (fixed: string) => void;
}

/** What is wrong, and something that works to click on. */
export function ProblemLine({ problem, more, text, onUse }: ProblemLineProps) {
  const { message, start, end, example } = problem;
  const use = () => {
    const whole = start === undefined || end === undefined;
    onUse(whole ? (example ?? '') : text.slice(0, start) + (example ?? '') + text.slice(end));
  };
  const id = `${problem.field === 'ports' ? 'ports' : 'targets'}-problem`;
  return (
    <p className="problem-line" role="alert" id={id} title={message}>
      <span className="problem-line-message">{curlyQuotes(message)}</span>
      {example === undefined ? null : (
        <span>
          Try{' '}
          <button type="button" onClick={use} title="Put it into the field">
            {example}
          </button>
        </span>
      )}
      {more > 0 ? <em>and {more} more</em> : null}
    </p>
  );
}

/** The core quotes as a terminal does; beside other words a person expects “these”. */
function curlyQuotes(message: string): string {
  return message.replaceAll(/(^|[\s(])'(\S+?)'(?=[\s.,:;)]|$)/g, '$1“$2”');
}
