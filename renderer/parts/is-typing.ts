const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'file']);

/** Whether a key is meant for a text that is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
