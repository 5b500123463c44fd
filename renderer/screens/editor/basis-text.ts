/** What the field says with the bases chosen behind what stands there. */
export function withBases(before: string, chosen: readonly string[]): string {
  const standing = before.trim();
  const added = chosen.filter((one) => !standing.includes(one));
  return [standing, ...added].filter((one) => one !== '').join('；');
}
