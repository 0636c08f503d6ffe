/** Pieces of YAML, written to be read by people: flow lists that wrap, quotes only where they are needed. */
import { escapeTerminal } from '../escape-terminal.ts';

const WIDTH = 100;

/** Plain where no YAML reader could take it for anything else; otherwise in double quotes. */
export function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z0-9][\w./-]*(:\d+)?$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
  // JSON's strings are YAML's (YAML 1.2 section 1.3).
  return isPlain ? text : JSON.stringify(text);
}

/** `[a, b, c]`, broken into lines that align; `column` is where it begins. */
export function flowList(items: readonly string[], column: number): string {
  const lines: string[] = [];
  let line = '';
  for (const [index, item] of items.entries()) {
    const piece = index === items.length - 1 ? item : `${item},`;
    if (line !== '' && column + 2 + line.length + piece.length > WIDTH) {
      lines.push(line);
      line = piece;
    } else line = line === '' ? piece : `${line} ${piece}`;
  }
  return `[${[...lines, line].join(`\n${' '.repeat(column + 1)}`)}]`;
}

/** ` # text` behind something; nothing for no text. A stranger's text cannot end the line. */
export function comment(text: string): string {
  return text === '' ? '' : ` # ${escapeTerminal(text)}`;
}
