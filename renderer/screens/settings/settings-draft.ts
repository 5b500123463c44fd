/** Settings that are being changed, beside what is saved of them. */
export type Settings = Readonly<Record<string, string>>;

/** The draft with one value set; a value that says what is saved already is no change. */
export function withSetting(draft: Settings, saved: Settings, key: string, value: string): Settings {
  const { [key]: _former, ...rest } = draft;
  return (saved[key] ?? '') === value ? rest : { ...rest, [key]: value };
}

/** What is left to save once `written` was taken: the values that were changed again meanwhile. */
export function leftAfterSaving(draft: Settings, written: Settings): Settings {
  return Object.fromEntries(Object.entries(draft).filter(([key, value]) => written[key] !== value));
}
