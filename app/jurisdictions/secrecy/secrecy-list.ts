/**
 * The words and patterns that the secrecy gate rings at, and those that it lets pass (保密审查词表).
 *
 * Each library may have its own; until it has, the program's preset (`resources/secrecy-words.json`) holds.
 */
import * as z from 'zod';

/** In a word, `#` stands for one digit and `*` for at most twelve characters of the same clause; the rest is literal. */
const word = z.string().trim().min(1).max(60);

export const secrecyListSchema = z.object({
  words: z.array(word).max(1000),
  /** What is said inside one of these does not ring (商业秘密). */
  exceptions: z.array(word).max(1000),
  /** 公民身份号码 with a right check character. */
  identityNumbers: z.boolean(),
  /** Numbers of mobile and fixed lines. */
  phoneNumbers: z.boolean(),
  /** A column whose label contains one of these is there to hold a telephone number. */
  contactLabels: z.array(word).max(100),
});
export type SecrecyList = z.infer<typeof secrecyListSchema>;

const noted = z.array(z.strictObject({ text: word, note: z.string() }));

/** The shipped preset: the same list with a note on each word. */
export const secrecyPresetSchema = z
  .strictObject({
    format: z.literal('mulu-secrecy-words/1'),
    note: z.string(),
    words: noted,
    exceptions: noted,
    contactLabels: z.array(word),
    identityNumbers: z.boolean(),
    phoneNumbers: z.boolean(),
  })
  .transform(({ words, exceptions, contactLabels, identityNumbers, phoneNumbers }): SecrecyList => ({
    words: words.map(({ text }) => text),
    exceptions: exceptions.map(({ text }) => text),
    contactLabels,
    identityNumbers,
    phoneNumbers,
  }));
