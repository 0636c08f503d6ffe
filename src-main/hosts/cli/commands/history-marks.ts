/** `portolan history tag | note`: what a person adds to kept scans. */
import { noteSchema, tagSchema } from '../../../../src-shared/scan/run-marks.ts';
import { wrongArgument } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { findAllRuns, scansWord, type HistoryAction } from '../history-action.ts';
import { callContext, withCore } from '../open-core.ts';

const TAG_EXAMPLE = 'portolan history tag 20260131-235959-k7m2px +weekly -draft';
const NOTE_EXAMPLE = 'portolan history note 20260131-235959-k7m2px "after the new firewall"';

const isTag = (arg: string): boolean => /^[+-][^-]/u.test(arg) && arg !== '-h';

export const tagAction: HistoryAction = {
  spec: {
    name: 'portolan history tag',
    operands: ['<ID...>'],
    summary: 'Adds tags to kept scans, written +TAG, and takes others away, written -TAG.',
    options: [],
    examples: [TAG_EXAMPLE],
  },
  takes: isTag,
  act: async ({ operands, taken }, stdout) => {
    const tagsWith = (sign: string): string[] =>
      taken.filter((arg) => arg.startsWith(sign)).map((arg) => readTag(arg.slice(1)));
    const [addTags, removeTags] = [tagsWith('+'), tagsWith('-')];
    if (taken.length === 0)
      throw wrongArgument('No tag is named: +TAG adds one, -TAG takes it away.', TAG_EXAMPLE);
    return await withCore(true, async (core) => {
      const scanIds = await findAllRuns(core, operands);
      await core.handlers['history.update']({ scanIds, addTags, removeTags }, callContext());
      await stdout.write(`Changed the tags of ${scansWord(scanIds.length)}.\n`);
      return EXIT.done;
    });
  },
};

export const noteAction: HistoryAction = {
  spec: {
    name: 'portolan history note',
    operands: ['<ID>', '<TEXT>'],
    summary: 'Writes a note to a kept scan, in the place of the one it had; "" takes it away.',
    options: [],
    examples: [NOTE_EXAMPLE],
  },
  act: async ({ operands }, stdout) => {
    const [id = '', text = ''] = operands;
    const note = noteSchema.safeParse(text);
    if (!note.success) throw wrongArgument(`${note.error.issues[0]?.message}.`, NOTE_EXAMPLE);
    return await withCore(true, async (core) => {
      const scanIds = await findAllRuns(core, [id]);
      await core.handlers['history.update']({ scanIds, note: note.data }, callContext());
      await stdout.write(note.data === '' ? 'Took the note away.\n' : 'Kept the note.\n');
      return EXIT.done;
    });
  },
};

function readTag(text: string): string {
  const tag = tagSchema.safeParse(text);
  if (tag.success) return tag.data;
  throw wrongArgument(`${tag.error.issues[0]?.message}.`, TAG_EXAMPLE);
}
