/** What a person adds to a kept run so that it is found and understood later: tags and a note. */
import { z } from 'zod';

export const MAX_TAG_LENGTH = 64;
export const MAX_NOTE_LENGTH = 4_096;
export const MAX_TAGS = 32;

/** Tags that differ in the case of letters only are the same tag. */
export const tagSchema = z
  .string()
  .trim()
  .regex(
    /^[^\p{Cc}\p{Cf},]{1,64}$/u,
    `A tag is 1 to ${MAX_TAG_LENGTH} characters, without commas and line ends: "weekly"`,
  );

/** '': none. */
export const noteSchema = z
  .string()
  .trim()
  .max(MAX_NOTE_LENGTH, `A note has ${MAX_NOTE_LENGTH.toLocaleString('en')} characters at most`);
