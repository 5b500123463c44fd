/** The secrecy gate for what stands in a package beside its entries: names of removed ones, opinions, reasons, findings. */
import { holdsMark } from '#app/jurisdictions/secrecy/secrecy-marks';
import type { SecrecyList } from '#app/jurisdictions/secrecy/secrecy-list';
import type { PackedText } from '#app/storage/package-text-store';

export interface TextGate {
  /** Whether a text is left out; `label` of the column it stands in. */
  readonly rings: (text: string, label?: string) => boolean;
  /** What was let through so far, each once: it may ring by a later list. */
  passed(): PackedText[];
}

export function textGate(list: SecrecyList): TextGate {
  const passed = new Map<string, PackedText>();
  return {
    rings: (text, label = '') => {
      if (holdsMark(text, list, label)) return true;
      if (text.trim() !== '') passed.set(`${label}\n${text}`, { label, text });
      return false;
    },
    passed: () => [...passed.values()],
  };
}
