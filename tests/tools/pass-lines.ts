/** Output of programs that run side by side: whole lines, each told whose it is. */

/**
 * Passes `from` on line by line, after `name`; `look` sees each line first. A last line without its end is a line too.
 * Resolves when `from` has ended.
 */
export function passLines(
  from: NodeJS.ReadableStream | null,
  to: { write(text: string): unknown },
  name: string,
  look: (line: string) => void = () => {},
): Promise<void> {
  let rest = '';
  const pass = (line: string): void => {
    look(line);
    to.write(`${name.padEnd(NAME_WIDTH)}| ${line}\n`);
  };
  if (!from) return Promise.resolve();
  from.setEncoding('utf8');
  from.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) pass(line);
  });
  return new Promise((resolve) => {
    from.once('close', () => {
      if (rest !== '') pass(rest);
      resolve();
    });
  });
}

/** Of the longest name of a suite. */
const NAME_WIDTH = 12;
