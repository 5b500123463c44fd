/** What is wrong, and apart from it what to do next. */
export function splitSentence(sentence: string): { readonly what: string; readonly next: string } {
  const end = sentence.indexOf('。');
  if (end < 0 || end === sentence.length - 1) return { what: sentence.replace(/。$/, ''), next: '' };
  return { what: sentence.slice(0, end), next: sentence.slice(end + 1) };
}
