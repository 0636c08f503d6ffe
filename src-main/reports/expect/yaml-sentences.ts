/** The YAML library's errors in words for people who do not know YAML by heart. */
import type { ErrorCode, YAMLError } from 'yaml';
import { quote } from '../../../src-shared/scan/spec-problem.ts';

const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: "An alias ('*name') takes no anchor or tag: leave them out.",
  BAD_DIRECTIVE: "A line that begins with '%' is a directive, which this file does not need: leave it out.",
  BLOCK_AS_IMPLICIT_KEY:
    "There is a second ': ' in this line: put the value in quotes, or begin a new line for the second key.",
  BLOCK_IN_FLOW:
    "Inside [ ] or { } every part is written on the same terms: part them by commas, without '- '.",
  KEY_OVER_1024_CHARS: "This key is over 1,024 characters long: is a ': ' missing, or a line end?",
  MULTILINE_IMPLICIT_KEY: "This line is no 'key: value': is the ':' missing, or the blank after it?",
  MULTIPLE_ANCHORS: "A value takes one anchor ('&name'): leave the others out.",
  MULTIPLE_DOCS: "The file holds a second document after '---': keep one.",
  MULTIPLE_TAGS: 'A value takes one tag: leave the others out.',
  RESOURCE_EXHAUSTION: 'The file is nested too deep to be read.',
  TAB_AS_INDENT: 'There is a tab in the indentation: indent with blanks.',
};

const NOT_ALIGNED =
  'This line is not indented like its neighbours: give all parts of a list or mapping the same indent.';

/** One sentence: what is wrong and what to do. */
export function sentenceOfYaml({ code, message, pos }: YAMLError, text: string): string {
  const known = SENTENCES[code];
  if (known !== undefined) return known;
  switch (code) {
    case 'BAD_INDENT':
      return message.startsWith('Flow')
        ? `A list or mapping in brackets is not closed, or its lines are not indented: add the ${/with a (.)/.exec(message)?.[1] ?? ']'}.`
        : NOT_ALIGNED;
    case 'BAD_SCALAR_START':
      return `A value cannot begin with ${quote(text.slice(pos[0], pos[0] + 1))}: put it in quotes.`;
    case 'BAD_ALIAS':
      return `${quote(text.slice(pos[0], pos[0] + 1))} at the beginning of a value means another value: put it in quotes.`;
    case 'BAD_DQ_ESCAPE':
      return "In double quotes a backslash begins an escape, and this is none: double it ('\\\\').";
    case 'MISSING_CHAR':
      if (message.startsWith('Sequence item')) return NOT_ALIGNED;
      return /quote/.test(message)
        ? 'The quotes are not closed: add the missing one.'
        : `Something is missing here: ${plain(message)}.`;
    default:
      return `This is not YAML that can be read: ${plain(message)}.`;
  }
}

function plain(message: string): string {
  const [first = ''] = message.split('\n');
  return quote(first.replace(/\.$/, '')).slice(1, -1);
}
