/** The shape of a regulation's text in its file. */
import * as z from 'zod';
import { done, failed, type Outcome } from '#app/contract/failure';

export const regulationTextSchema = z.strictObject({
  format: z.literal('mulu-regulation/1'),
  /** Id of the rule pack it belongs to. */
  id: z.string().min(1),
  title: z.string().min(1),
  /** Where the text was taken from. */
  source: z.string().min(1),
  /** What is uncertain about this copy; '' when nothing is. */
  note: z.string(),
  /** Lines before the first article: the heading, the covering letter. */
  opening: z.array(z.string().min(1)),
  articles: z
    .array(
      z.strictObject({
        article: z.string().min(1),
        /** Chapter or part that it stands in, '' where there is none. */
        chapter: z.string(),
        /** Paragraphs and numbered items in order, without the article's own number. */
        paragraphs: z.array(z.string().min(1)).min(1),
      }),
    )
    .min(1),
  /** Lines after the last article. */
  closing: z.array(z.string().min(1)),
});
export type RegulationText = z.infer<typeof regulationTextSchema>;
export type RegulationArticle = RegulationText['articles'][number];

/** Failure `rule-pack-invalid`, details `{place, problems}`. */
export function parseRegulationText(text: string, place: string): Outcome<RegulationText> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const problems = [{ path: '', message: error instanceof Error ? error.message : String(error) }];
    return failed('rule-pack-invalid', { place, problems });
  }
  const parsed = regulationTextSchema.safeParse(raw);
  if (parsed.success) return done(parsed.data);
  const problems = parsed.error.issues.map((issue) => ({
    path: z.core.toDotPath(issue.path),
    message: issue.message,
  }));
  return failed('rule-pack-invalid', { place, problems });
}
